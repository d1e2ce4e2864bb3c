import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createRig, type Rig } from './rig.ts'

const CHROMIUM = '/usr/bin/chromium'
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking']
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
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

// Without the browser there is nothing to see: the run says so by name.
describe.skipIf(!existsSync(CHROMIUM))('the check of CAP in Chromium (chromium)', () => {
  let rig: Rig
  let profile = ''
  let browser: BrowserContext
  const faults: string[] = []

  beforeAll(async () => {
    rig = await createRig()
    await rig.startService()
    profile = mkdtempSync(join(tmpdir(), 'kentongan-chromium-'))
    browser = await chromium.launchPersistentContext(profile, {
      executablePath: CHROMIUM,
      args: FLAGS,
      viewport: { width: 1280, height: 900 },
    })
  }, SLOW)
  afterAll(async () => {
    await browser?.close()
    await rig?.stop()
    if (profile !== '') rmSync(profile, { recursive: true, force: true })
  })

  const at = (page: Page, name: string): ReturnType<Page['locator']> =>
    page.locator(`[data-test="${name}"]`)

  async function expectAccessible(page: Page): Promise<void> {
    await page.evaluate(AXE)
    const found = await page.evaluate(async () => {
      const { axe } = globalThis as unknown as {
        axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
      }
      return (await axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)
    })
    expect(found, `axe at ${page.url()}`).toEqual([])
  }

  test(
    'staff see both verdicts, each line and what could stand there',
    { timeout: SLOW },
    async () => {
      const page = await browser.newPage()
      page.on('pageerror', (error) => faults.push(String(error)))
      page.on('console', (line) => {
        if (line.type() === 'error' && !line.text().includes('401')) faults.push(line.text())
      })
      await page.goto(`http://127.0.0.1:${rig.stage.staffPort}/`)
      const { name, password } = rig.stage.people.auditor
      await at(page, 'name').fill(name)
      await at(page, 'password').fill(password)
      await at(page, 'sign-in-submit').click()
      await page.getByRole('link', { name: 'Periksa CAP' }).click()
      await page.waitForURL(/\/cap-check$/)
      await expectAccessible(page)

      await at(page, 'cap-check').click()
      await expect.poll(() => at(page, 'cap-fault').textContent()).toContain('Pilih berkas')

      await at(page, 'cap-check-file').setInputFiles({
        name: 'hujan.xml',
        mimeType: 'application/xml',
        buffer: Buffer.from(CAP),
      })
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
      const focused = await page.evaluate(() => document.activeElement?.id)
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
      expect(faults, 'faults in the page').toEqual([])
    },
  )
})
