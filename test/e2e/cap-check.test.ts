import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { at, type Browser, expectAccessible, HAS_BROWSER, launchBrowser } from './browser.ts'
import { createRig, type Rig } from './rig.ts'

const SLOW = 120_000

const CAP = `<?xml version="1.0" encoding="UTF-8"?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
  <identifier>x</identifier><sender>a@b.example</sender>
  <sent>2026-11-25T11:00:00+07:00</sent>
  <status>Actual</status><msgType>Alert</msgType><scope>Public</scope>
  <info>
    <language>id-ID</language><category>Met</category><event>Hujan</event>
    <urgency>Immediate</urgency><severity>Severe</severity><certainty>Observed</certainty>
    <expires>2036-11-25T13:00:00+07:00</expires>
    <description>Hujan lebat di Bogor</description>
    <parameter><valueName>CMAMtext</valueName><value>Hujan lebat – waspada</value></parameter>
    <area><areaDesc>Bogor</areaDesc><polygon>-6,106 -6,107 -7,107 -6,106</polygon></area>
  </info>
</alert>
`

describe.skipIf(!HAS_BROWSER)('CAP documents in Chromium (chromium)', () => {
  let rig: Rig
  let browser: Browser

  beforeAll(async () => {
    rig = await createRig()
    await rig.startService()
    browser = await launchBrowser()
  }, SLOW)
  afterAll(async () => {
    await browser?.close()
    await rig?.stop()
  })

  const FILE = { name: 'hujan.xml', mimeType: 'application/xml', buffer: Buffer.from(CAP) }

  test('staff see both verdicts and each line', { timeout: SLOW }, async () => {
    const page = await browser.open(rig, 'auditor')
    await page.getByRole('link', { name: 'Periksa CAP' }).click()
    await page.waitForURL(/\/cap-check$/)
    await expectAccessible(page)

    await at(page, 'cap-check').click()
    await expect.poll(() => at(page, 'cap-fault').textContent()).toContain('Pilih berkas')

    await at(page, 'cap-check-file').setInputFiles(FILE)
    await expect.poll(() => at(page, 'cap-text').inputValue()).toBe(CAP)
    await at(page, 'cap-check').press('Enter')
    await at(page, 'cap-report').waitFor()
    expect(await at(page, 'cap-valid').getAttribute('data-good')).toBe('true')
    const dash = page.locator('[data-rule="C03-not-gsm7"]')
    expect(await dash.locator('[data-test="mend-before"]').textContent()).toBe(
      'Hujan lebat – waspada',
    )
    expect(await dash.locator('[data-test="mend-after"]').textContent()).toBe(
      'Hujan lebat - waspada',
    )
    const line = page.locator('[data-test="cap-line"]').filter({ has: dash })
    expect(await line.locator('h3').textContent()).toBe('baris 11')
    expect(await line.locator('[data-test="source-line"]').textContent()).toContain('CMAMtext')
    const focused = await page.locator(':focus').getAttribute('id')
    expect(focused, 'the result takes the focus').toBe('cap-report')
    await expectAccessible(page)

    // What is typed is checked in place of the file, and the page says that the result is old.
    await at(page, 'cap-text').fill(CAP.replace('>Immediate<', '>Now<'))
    await page.locator('.notice-doubt').waitFor()
    expect(await at(page, 'cap-check-file').inputValue()).toBe('')
    await at(page, 'cap-check').click()
    await expect.poll(() => at(page, 'cap-valid').getAttribute('data-good')).toBe('false')
    await at(page, 'language-en').click()
    await expect.poll(() => at(page, 'cap-valid').textContent()).toContain('not valid CAP 1.2')
    await page.close()
    expect(browser.faults, 'faults in the page').toEqual([])
  })

  test('an import says what its document has wrong', { timeout: SLOW }, async () => {
    const page = await browser.open(rig, 'author')
    await page.goto(`http://127.0.0.1:${rig.stage.staffPort}/alerts/new`)
    await at(page, 'language-id').click()
    await at(page, 'cap-file').setInputFiles(FILE)
    await at(page, 'cap-import').click()
    const found = at(page, 'drafted-findings')
    await found.waitFor()
    expect(await found.locator('[data-rule="C03-not-gsm7"]').textContent()).toContain('baris 11')
    expect(await found.evaluate((box) => box.matches(':focus'))).toBe(true)
    await expectAccessible(page)
    await at(page, 'drafted-open').click()
    await page.waitForURL(/\/alerts\/\d+$/)
    await page.close()
    expect(browser.faults, 'faults in the page').toEqual([])
  })
})
