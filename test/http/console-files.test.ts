import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openRig, openStaff } from './rig.ts'

function builtConsole(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kentongan-console-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  mkdirSync(join(folder, 'dist', 'assets'), { recursive: true })
  writeFileSync(join(folder, 'secret.txt'), 'secret')
  writeFileSync(join(folder, 'dist', 'index.html'), '<!doctype html><title>Console</title>')
  writeFileSync(join(folder, 'dist', 'assets', 'app-1a2b.js'), 'export {}')
  return join(folder, 'dist')
}

test('every page of the console is its one page, never kept without asking', async () => {
  const app = openStaff(await openRig(), builtConsole())
  for (const url of [
    '/',
    '/alerts/7',
    '/alerts/7/edit',
    '/log?alert=7',
    `/invites/${'a'.repeat(43)}`,
  ]) {
    const page = await app.inject({ url })
    expect([url, page.statusCode, page.body]).toEqual([
      url,
      200,
      '<!doctype html><title>Console</title>',
    ])
    expect(page.headers['cache-control']).toBe('no-cache')
    expect(page.headers['content-security-policy']).toContain("default-src 'self'")
  }
})

test('what Vite names by its hash is kept for ever', async () => {
  const app = openStaff(await openRig(), builtConsole())
  const script = await app.inject({ url: '/assets/app-1a2b.js' })
  expect(script.headers['content-type']).toContain('javascript')
  expect(script.headers['cache-control']).toContain('immutable')
  const missing = await app.inject({ url: '/assets/app-0000.js' })
  expect(missing.json()).toMatchObject({ code: 'NOT_FOUND', status: 404 })
})

test('nothing outside the console is served', async () => {
  const app = openStaff(await openRig(), builtConsole())
  for (const url of ['/../secret.txt', '/%2e%2e/secret.txt', '/..%2fsecret.txt', '/%00.txt']) {
    const answer = await app.inject({ url })
    expect([url, Math.floor(answer.statusCode / 100)]).toEqual([url, 4])
    expect(answer.body).not.toBe('secret')
  }
})

test('without a console there is a page that says how to build it', async () => {
  const app = openStaff(await openRig())
  const page = await app.inject({ url: '/' })
  expect(page.body).toContain('npm run prepare')
  expect((await app.inject({ url: '/app.js' })).statusCode).toBe(404)
})
