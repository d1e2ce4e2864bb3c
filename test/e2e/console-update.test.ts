import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AlertJson } from '../../src/formats/json/views.ts'
import { at, type Browser, expectAccessible, HAS_BROWSER, launchBrowser } from './browser.ts'
import { createRig, healthEmergency, type Rig, submitAlert, until } from './rig.ts'

const SLOW = 120_000

describe.skipIf(!HAS_BROWSER)('updates and corrections in Chromium (chromium)', () => {
  let rig: Rig
  let browser: Browser
  let id = ''

  beforeAll(async () => {
    rig = await createRig()
    await rig.startService()
    await rig.startCbcs()
    browser = await launchBrowser()
    const alert = await submitAlert(await rig.signIn('author'), {
      ...healthEmergency(),
      texts: healthEmergency().texts.slice(0, 1),
    })
    ;({ id } = alert)
    await approve(alert)
  }, SLOW)
  afterAll(async () => {
    await browser?.close()
    await rig?.stop()
  })

  async function approve(alert: AlertJson): Promise<void> {
    const approver = await rig.signIn('approver')
    const { id: message = '', version, contentHash } = alert.messages.at(-1) ?? {}
    await approver.step(message, 'approve', { version, contentHash })
  }

  function urlOf(): string {
    return `http://127.0.0.1:${rig.stage.staffPort}/alerts/${id}`
  }

  test('an author updates what is on air, in the editor', { timeout: SLOW }, async () => {
    const page = await browser.open(rig, 'author')
    await page.goto(urlOf())
    // By the keyboard alone, as a screen reader's user does.
    await at(page, 'step-update').focus()
    await page.keyboard.press('Enter')
    await at(page, 'dialog-update').waitFor()
    await expectAccessible(page)
    await at(page, 'confirm').focus()
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/alerts\/\d+\/edit$/)
    const body = at(page, 'field-texts-0-body')
    expect(await body.inputValue()).toContain('KEDARURATAN KESEHATAN')
    expect(await page.locator('h1').innerText()).toBe(`Pembaruan peringatan ${id}`)
    expect(await at(page, 'is-update').innerText()).toContain('menggantikan')
    // It goes over the channel of what it updates.
    expect(await page.locator('input[name="field-channel"]:enabled').count()).toBe(1)
    await body.fill('KEDARURATAN KESEHATAN: pembaruan. Tetap di rumah.')
    await at(page, 'submit').click()
    await page.waitForURL(/\/alerts\/\d+$/)
    const newest = at(page, 'message').first()
    await expect.poll(() => newest.getAttribute('data-state')).toBe('submitted')
    // The earlier one is on air until this one is approved.
    const earlier = at(page, 'message').nth(1)
    expect(await earlier.getAttribute('data-state')).toBe('live')
    expect(await at(page, 'step-update').count(), 'one update at a time').toBe(0)
    await expectAccessible(page)
    const author = await rig.signIn('author')
    await approve(await author.alert(id))
    await expect.poll(() => newest.getAttribute('data-state')).toBe('live')
    await expect.poll(() => earlier.getAttribute('data-state')).toBe('ended')
    await page.close()
  })

  test(
    'one person corrects by a ready text, another one reviews it',
    { timeout: SLOW },
    async () => {
      const page = await browser.open(rig, 'author')
      await page.goto(urlOf())
      await at(page, 'step-correct').first().click()
      await at(page, 'dialog-correct').waitFor()
      // None is chosen: a stray Enter sends nothing.
      await at(page, 'confirm').click()
      await expect.poll(() => page.locator('#ready-text-fault').count()).toBe(1)
      await at(page, 'ready-text-false-alarm').focus()
      await page.keyboard.press('Space')
      await expect
        .poll(() => at(page, 'ready-text-preview').textContent())
        .toContain('ALARM PALSU. Tidak ada bahaya')
      await expectAccessible(page)
      await at(page, 'confirm').click()
      const newest = at(page, 'message').first()
      await expect.poll(() => newest.getAttribute('data-message')).toBe(`${id}.3`)
      expect(await newest.getAttribute('data-state')).toBe('live')
      expect(await at(page, 'review').first().textContent()).toContain('orang lain masih harus')
      expect(await at(page, 'step-review').count(), 'nobody reviews themselves').toBe(0)
      await expectAccessible(page)
      await page.close()
      await until('every CBC airs the correction', async () => {
        const states = await rig.states()
        const airing = states.map(({ held }) =>
          held.filter(({ state }) => state === 'broadcasting'),
        )
        const isDone = airing.every(
          (own) => own.length === 1 && own[0]?.copies[0]?.text.includes('ALARM PALSU'),
        )
        return isDone ? states : null
      })

      const approver = await browser.open(rig, 'approver')
      await approver.goto(urlOf())
      await at(approver, 'step-review').first().click()
      await at(approver, 'reason').fill('Benar: sensor rusak')
      await expectAccessible(approver)
      await at(approver, 'confirm').click()
      await expect
        .poll(() => at(approver, 'review').first().textContent())
        .toContain('Sudah ditinjau')
      await approver.close()
      expect(browser.faults, 'faults in the pages').toEqual([])
    },
  )
})
