import { execFileSync } from 'node:child_process'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { at, type Browser, expectAccessible, HAS_BROWSER, launchBrowser } from './browser.ts'
import { createRig, healthEmergency, type Rig, submitAlert, until } from './rig.ts'

const SLOW = 120_000
/** As a word processor leaves it: curly quotes, a dash, an ellipsis. */
const PASTED = 'BPBD: “Awas” banjir – Kali Ciliwung naik… segera mengungsi'
const IN_GSM7 = 'BPBD: "Awas" banjir - Kali Ciliwung naik... segera mengungsi'

describe.skipIf(!HAS_BROWSER)('what staff see of a text in Chromium (chromium)', () => {
  let rig: Rig
  let browser: Browser

  beforeAll(async () => {
    rig = await createRig()
    // One CBC puts the language before every page, one chooses its serial numbers.
    const push = rig.stage.cbcs.find(({ cbc }) => cbc === 'XL')?.pushPort
    connect('XL', '--coding', 'prefix', '--link', `push=http://127.0.0.1:${push}/cap`)
    connect('IOH', '--serial', 'theirs')
    await rig.startService()
    browser = await launchBrowser()
  }, SLOW)
  afterAll(async () => {
    await browser?.close()
    await rig?.stop()
  })

  function connect(cbc: string, ...options: string[]): void {
    const args = ['src/main.ts', 'operator', 'connect', cbc, '--keep-tokens', '--link', 'feed']
    execFileSync(process.execPath, [...args, ...options, '--data', rig.folder], { stdio: 'pipe' })
  }

  async function openEditor(): Promise<Page> {
    const page = await browser.open(rig, 'author')
    await at(page, 'write').click()
    await at(page, 'editor').waitFor()
    return page
  }

  const focused = (page: Page) => page.locator(':focus').getAttribute('data-test')

  test('a proposal is taken by one key and undone by another', { timeout: SLOW }, async () => {
    const page = await openEditor()
    const body = at(page, 'field-texts-0-body')
    await body.fill(PASTED)
    expect(await at(page, 'meter').innerText()).toContain('UCS-2')
    expect(await body.inputValue(), 'nothing is replaced by itself').toBe(PASTED)
    expect(await at(page, 'phone-body').innerText()).toBe(PASTED)
    await body.press('Tab')
    expect(await focused(page)).toBe('substitute')
    await page.keyboard.press('Enter')
    expect(await body.inputValue()).toBe(PASTED.replace('“', '"'))
    expect(await focused(page)).toBe('substitute-undo')
    await expectAccessible(page)
    await page.keyboard.press('Enter')
    expect(await body.inputValue()).toBe(PASTED)
    expect(await focused(page), 'back where the person was writing').toBe('field-texts-0-body')
    await at(page, 'substitute-all').press('Space')
    expect(await body.inputValue()).toBe(IN_GSM7)
    expect(await at(page, 'phone-body').innerText()).toBe(IN_GSM7)
    expect(await at(page, 'meter').innerText()).toContain('GSM-7 (93')
    await at(page, 'language-en').click()
    expect(await at(page, 'substituted').innerText()).toContain('Undo')
    await expectAccessible(page)
    // Whoever types on has accepted it.
    await body.press('End')
    await body.press('!')
    expect(await at(page, 'substitute-undo').count()).toBe(0)
    await at(page, 'language-id').click()
    await page.close()
  })

  test(
    'a text that is too long says what it takes, and by how much',
    { timeout: SLOW },
    async () => {
      const page = await openEditor()
      const body = at(page, 'field-texts-0-body')
      const meter = at(page, 'meter')
      await body.fill('x'.repeat(1_395))
      expect(await meter.innerText()).toContain('15 dari 15 halaman, sisa 0 karakter')
      const prefixed = await at(page, 'meter-prefixed').innerText()
      expect(prefixed).toContain('XL, dengan kode bahasa')
      expect(prefixed, 'it fits the others').toContain(
        'perlu 16 halaman, paling banyak 15; lebih 45',
      )
      await body.fill('x'.repeat(1_396))
      expect(await meter.innerText()).toContain(
        'perlu 16 halaman, paling banyak 15; lebih 1 karakter',
      )
      expect(await at(page, 'phone-not-shown').innerText()).toContain('TIDAK DAPAT DIKIRIM')
      // Javanese has nothing in GSM-7: it is said once, and nothing is proposed.
      await body.fill('ꦲꦗ 👩\u200d🚒')
      expect(await at(page, 'meter-stays').innerText()).toContain('ꦲ, ꦗ, 👩')
      expect(await at(page, 'substitute').count()).toBe(0)
      expect(await at(page, 'phone-body').innerText()).toBe('ꦲꦗ 👩\u200d🚒')
      await page.close()
    },
  )

  test('what an approver reads, and what every CBC airs', { timeout: SLOW }, async () => {
    const content = { ...healthEmergency(), area: { regions: ['32'], polygons: [], circles: [] } }
    const { id } = await submitAlert(await rig.signIn('author'), content)
    const page = await browser.open(rig, 'approver')
    await page.goto(`http://127.0.0.1:${rig.stage.staffPort}/alerts/${id}`)
    await at(page, 'step-approve').press('Enter')
    const shown = await at(page, 'approve-phone').allInnerTexts()
    expect(shown).toEqual(
      content.texts.map(
        ({ body }, index) => `Peringatan kepresidenan (${[4370, 4383][index]})\n${body}`,
      ),
    )
    const hash = await at(page, 'content-hash').getAttribute('data-hash')
    expect((await at(page, 'approve-hash').innerText()).replaceAll(' ', '')).toBe(hash)
    // The focus starts above what is to be read, and the box is the next stop.
    expect(await page.locator('h2:focus').count()).toBe(1)
    await expectAccessible(page)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Space')
    await page.keyboard.press('Enter')
    await at(page, 'order-row').first().waitFor()
    await page.close()

    await stateOwn(id)
    const auditor = await browser.open(rig, 'auditor')
    await auditor.goto(`http://127.0.0.1:${rig.stage.staffPort}/alerts/${id}`)
    await at(auditor, 'order-row').first().waitFor()
    for (const more of await at(auditor, 'order-more').all()) await more.press('Enter')
    const coded = await at(auditor, 'order-coding').allInnerTexts()
    expect(
      coded.filter((each) => each.includes('DCS 0x10')),
      'both copies of XL',
    ).toHaveLength(2)
    expect(coded.filter((each) => each.includes('DCS 0x0F'))).toHaveLength(3)
    expect(coded.filter((each) => each.includes('DCS 0x01'))).toHaveLength(3)
    expect(await at(auditor, 'used-pair').innerText()).toContain('4370 0x4AA0 (kode 170')
    expect(await at(auditor, 'not-stated').count(), 'of its English copy').toBe(1)
    const differs = auditor.locator('[data-alarm^="serial-"]')
    expect(await differs.count(), 'it may choose').toBe(0)
    await expectAccessible(auditor)
    await at(auditor, 'order-log').first().press('Enter')
    await at(auditor, 'log-entry').first().waitFor()
    expect(await at(auditor, 'log-order').inputValue()).toBe(`${id}.1-IOH`)
    await auditor.close()
    expect(browser.faults, 'faults in the pages').toEqual([])
  })

  /** IOH states the pair that it has chosen, and the log has it. */
  async function stateOwn(id: string): Promise<void> {
    const staff = await rig.signIn('author')
    const find = async () =>
      (await staff.alert(id)).messages[0]?.orders.find(({ cbc }) => cbc === 'IOH') ?? null
    const order = await until('an order for IOH', find)
    const token = rig.stage.cbcs.find(({ cbc }) => cbc === 'IOH')?.token ?? ''
    const serials = [{ language: 'id-ID', messageIdentifier: 4370, serial: 0x4aa0 }]
    const said = { at: new Date(Date.parse(order.sent) + 1_000).toISOString() }
    const body = { batch: 'own', identifier: order.identifier, ...said, serials }
    const answer = await fetch(`http://127.0.0.1:${rig.stage.edgePort}/cbc/v1/receipts`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    expect(answer.status).toBe(200)
  }
})
