import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Person } from '../../src/cli/demo/prepare.ts'
import { createRig, type Rig } from './rig.ts'

const CHROMIUM = '/usr/bin/chromium'
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking']
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const SLOW = 120_000

// Without the browser there is nothing to see: the run says so by name.
describe.skipIf(!existsSync(CHROMIUM))('the console in Chromium (chromium)', () => {
  let rig: Rig
  let profile = ''
  let browser: BrowserContext
  const faults: string[] = []

  beforeAll(async () => {
    rig = await createRig()
    await rig.startService()
    await rig.startCbcs()
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

  async function open(person: Person): Promise<Page> {
    await browser.clearCookies()
    const page = await browser.newPage()
    page.on('pageerror', (error) => faults.push(String(error)))
    page.on('console', (line) => {
      if (line.type() === 'error' && !line.text().includes('401')) faults.push(line.text())
    })
    await page.goto(`http://127.0.0.1:${rig.stage.staffPort}/`)
    const { name, password } = rig.stage.people[person]
    await at(page, 'name').fill(name)
    await at(page, 'password').fill(password)
    await at(page, 'sign-in-submit').click()
    await at(page, 'account-name').waitFor()
    return page
  }

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

  test('an alert goes from author to approver to CBCs to auditor', { timeout: SLOW }, async () => {
    const author = await open('author')
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

    const approver = await open('approver')
    await approver.goto(alertUrl)
    await at(approver, 'step-approve').click()
    await expectAccessible(approver)
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

    const auditor = await open('auditor')
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
    expect(faults, 'faults in the pages').toEqual([])
  })
})
