import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Locator, type Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Person } from '../../src/cli/demo/prepare.ts'
import type { Rig } from './rig.ts'

const CHROMIUM = '/usr/bin/chromium'
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking']
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Without the browser there is nothing to see: tests are skipped then, by name. */
export const HAS_BROWSER = existsSync(CHROMIUM)

export interface Browser {
  /** What pages have thrown, or written to their console as an error. */
  readonly faults: readonly string[]
  /** A page of its own, signed in; whoever was signed in before no longer is. */
  open(rig: Rig, person: Person): Promise<Page>
  close(): Promise<void>
}

export async function launchBrowser(): Promise<Browser> {
  const profile = mkdtempSync(join(tmpdir(), 'kentongan-chromium-'))
  const context: BrowserContext = await chromium.launchPersistentContext(profile, {
    executablePath: CHROMIUM,
    args: FLAGS,
    viewport: { width: 1280, height: 900 },
  })
  const faults: string[] = []
  return {
    faults,
    open: async (rig, person) => {
      await context.clearCookies()
      const page = await context.newPage()
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
    },
    close: async () => {
      await context.close()
      rmSync(profile, { recursive: true, force: true })
    },
  }
}

/** What bears a name of `src/console/README.md`. */
export function at(page: Page, name: string): Locator {
  return page.locator(`[data-test="${name}"]`)
}

export async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(AXE)
  const found = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
    }
    return (await axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)
  })
  expect(found, `axe at ${page.url()}`).toEqual([])
}
