import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { at, type Browser, expectAccessible, HAS_BROWSER, launchBrowser } from './browser.ts'
import { createRig, type Rig } from './rig.ts'

const SLOW = 120_000

describe.skipIf(!HAS_BROWSER)('the console in Chromium (chromium)', () => {
  let rig: Rig
  let browser: Browser

  beforeAll(async () => {
    rig = await createRig()
    await rig.startService()
    await rig.startCbcs()
    browser = await launchBrowser()
  }, SLOW)
  afterAll(async () => {
    await browser?.close()
    await rig?.stop()
  })

  test('an alert goes from author to approver to CBCs to auditor', { timeout: SLOW }, async () => {
    const author = await browser.open(rig, 'author')
    await expectAccessible(author)
    await at(author, 'write').click()
    await at(author, 'template').selectOption('tsunami-awas')
    await at(author, 'use-template').click()
    const body = at(author, 'field-texts-0-body')
    await body.fill(
      'AWAS TSUNAMI di Jawa Barat. Tinggalkan pantai dan muara sekarang, naik ke tempat tinggi. Sumber: BMKG.',
    )
    await expect.poll(() => at(author, 'meter').first().getAttribute('data-pages')).toBe('2')
    expect(await at(author, 'phone-body').first().textContent()).toContain('AWAS TSUNAMI')
    expect(await at(author, 'phone-facts').textContent()).toContain(
      'Mode senyap atau Jangan Ganggu: hanya tampil',
    )
    expect(await at(author, 'phone-not-shown').count()).toBe(0)
    await at(author, 'field-regions').fill('jawa barat')
    await at(author, 'region-option').first().click()
    await expectAccessible(author)
    await at(author, 'field-areaName').fill('Jawa Barat')
    await at(author, 'check').click()
    await at(author, 'check-clear').waitFor()
    await at(author, 'plan-table').waitFor()
    await at(author, 'submit').click()
    await author.waitForURL(/\/alerts\/\d+$/)
    const alertUrl = author.url()
    await expect
      .poll(() => at(author, 'message').first().getAttribute('data-state'))
      .toBe('submitted')
    expect(await at(author, 'step-approve').count(), 'an author cannot approve').toBe(0)
    await author.close()

    const approver = await browser.open(rig, 'approver')
    await approver.goto(alertUrl)
    await at(approver, 'step-approve').click()
    await expectAccessible(approver)
    expect(await at(approver, 'approve-sounds').textContent()).toContain('Berbunyi satu kali')
    await at(approver, 'understood').check()
    await at(approver, 'confirm').click()
    await expect
      .poll(
        async () =>
          at(approver, 'order-row').evaluateAll((rows) =>
            rows.map((row) => row.getAttribute('data-state')),
          ),
        { timeout: 30_000 },
      )
      .toEqual(rig.stage.cbcs.map(() => 'on-air'))
    await expectAccessible(approver)
    await at(approver, 'step-cancel').first().click()
    await at(approver, 'reason').fill('Peringatan berakhir lebih awal')
    await at(approver, 'confirm').click()
    await expect
      .poll(async () => (await rig.states()).flatMap(({ held }) => held[0]?.state), {
        timeout: 30_000,
      })
      .toEqual(rig.stage.cbcs.map(() => 'cancelled'))
    await approver.close()

    const auditor = await browser.open(rig, 'auditor')
    await auditor.goto(`http://127.0.0.1:${rig.stage.staffPort}/log`)
    await at(auditor, 'log-alert').fill(/\d+$/.exec(alertUrl)?.[0] ?? '')
    await at(auditor, 'log-what').selectOption('message-approved')
    await at(auditor, 'log-apply').click()
    await expect.poll(() => at(auditor, 'log-entry').count()).toBe(1)
    await at(auditor, 'verify').click()
    await expect
      .poll(() => at(auditor, 'verify-result').getAttribute('data-verified'), { timeout: 15_000 })
      .toBe('true')
    await expectAccessible(auditor)
    await auditor.close()
    expect(browser.faults, 'faults in the pages').toEqual([])
  })
})
