import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { nowMs } from '../../src/clock.ts'
import { alertLines } from '../../src/cli/alert-lines.ts'
import { startChild } from '../../src/cli/demo/child.ts'
import { type Person, prepareStage, type Stage } from '../../src/cli/demo/prepare.ts'
import { signIn } from '../../src/cli/staff-client.ts'
import { type ContentJson, formatInstant } from '../../src/formats/json/content.ts'
import type {
  AlertJson,
  AlertListJson,
  CheckJson,
  OrderJson,
} from '../../src/formats/json/views.ts'
import { kentongan, kentonganProcess, lineOf, type Ran } from './kentongan.ts'

// The commands against a real service; no CBC is there to take what it sends.

const folder = mkdtempSync(join(tmpdir(), 'kentongan-alert-'))
const HEALTH = 'fixtures/alerts/health-emergency.json'
const CONTENT = JSON.parse(readFileSync(HEALTH, 'utf8')) as ContentJson
let stage: Stage
let url = ''

beforeAll(async () => {
  const data = join(folder, 'data')
  stage = await prepareStage(data, { cells: 2_000, seed: 1, progress: () => undefined })
  const service = startChild('service', ['serve', '--demo', '--data', data], {
    KENTONGAN_STAFF_PORT: '0',
    KENTONGAN_EDGE_PORT: '0',
    KENTONGAN_LOG_LEVEL: 'warn',
  })
  url = String((await service.event('up', 30_000))['staff'])
  return async () => {
    await service.stop()
    rmSync(folder, { recursive: true, force: true })
  }
})

/** `alert ARGUMENTS` of one of the stage's people. */
function alert(person: Person, ...args: readonly string[]): Promise<Ran> {
  const { name, password } = stage.people[person]
  const line = ['alert', ...args, '--as', name, '--url', url]
  return kentongan(line, { KENTONGAN_PASSWORD: password })
}

async function alertJson(person: Person, ...args: readonly string[]): Promise<AlertJson> {
  const ran = await alert(person, ...args, '--json')
  expect(ran.code, ran.err).toBe(0)
  return lineOf(ran) as AlertJson
}

async function alertsJson(): Promise<AlertListJson> {
  return lineOf(await alert('auditor', 'list', '--state', 'live', '--json')) as AlertListJson
}

/** The refusal that a command ends with. */
async function refused(person: Person, ...args: readonly string[]): Promise<Problem> {
  const ran = await alert(person, ...args, '--json')
  expect(ran.code).toBe(1)
  return (lineOf(ran) as { error: Problem }).error
}

interface Problem {
  readonly code: string
  readonly params?: Readonly<Record<string, string>>
  readonly findings?: readonly { readonly rule: string; readonly path: string }[]
}

function makeFile(name: string, content: unknown): string {
  const file = join(folder, name)
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
  return file
}

async function alertIds(): Promise<readonly string[]> {
  const page = lineOf(await alert('author', 'list', '--json')) as AlertListJson
  return page.alerts.map(({ id }) => id)
}

function cap(expiresMs: number): string {
  return readFileSync('fixtures/cap/nowcast-shape.xml', 'utf8')
    .replace(/<effective>[^<]*<\/effective>\s*/, '')
    .replace(/<expires>[^<]*/, `<expires>${formatInstant(Math.floor(expiresMs / 1e3) * 1e3)}`)
}

test('alert check, draft, submit, approve, show and cancel take an alert through its life', async () => {
  const check = lineOf(await alert('author', 'check', HEALTH, '--json')) as CheckJson
  expect(check.plan?.orders.map(({ cbc }) => cbc)).toEqual(['TSEL', 'IOH', 'XL', 'SF'])
  expect(await alertIds()).toEqual([])
  const { id, messages } = await alertJson('author', 'draft', HEALTH)
  expect(messages).toMatchObject([{ state: 'draft', content: CONTENT }])
  const [submitted] = (await alertJson('author', 'submit', id)).messages
  expect(submitted).toMatchObject({ state: 'submitted' })
  const hash = submitted?.contentHash ?? ''
  expect(hash).toMatch(/^[\da-f]{64}$/)

  const self = await alert('author', 'approve', id, '--hash', hash)
  expect(self.code).toBe(1)
  expect(self.err).toContain('SELF_APPROVAL: Harus orang lain yang menyetujui')
  const english = await alert('author', 'approve', id, '--hash', hash, '--lang', 'en')
  expect(english.err).toContain('SELF_APPROVAL: Another person must approve')
  expect(await refused('approver', 'approve', id, '--hash', '0'.repeat(64))).toMatchObject({
    code: 'CONTENT_CHANGED',
  })

  const live = await alertJson('approver', 'approve', id, '--hash', hash)
  expect(live.messages).toMatchObject([{ state: 'live', orders: { length: 4 } }])
  const shown = await alert('auditor', 'show', id)
  expect(shown.code).toBe(0)
  expect(shown.out).toContain(hash)
  expect(shown.out).toContain('KEDARURATAN KESEHATAN MASYARAKAT')
  const ended = await alertJson('approver', 'cancel', id, '--reason', 'latihan selesai')
  expect(ended.messages).toMatchObject([
    { state: 'ended', endReason: 'cancelled', note: 'latihan selesai' },
    { msgType: 'Cancel', state: 'live' },
  ])
  const again = await refused('approver', 'cancel', id, '--reason', 'sekali lagi')
  expect(again.code).toBe('STEP_REFUSED')
})

test('alert update, correct and review follow an alert that is on air', async () => {
  const { id } = await alertJson('author', 'draft', HEALTH)
  const publish = async (): Promise<AlertJson> => {
    const submitted = await alertJson('author', 'submit', id)
    const hash = submitted.messages.at(-1)?.contentHash ?? ''
    return alertJson('approver', 'approve', id, '--hash', hash)
  }
  await publish()
  const file = makeFile('shorter.json', { ...CONTENT, minutes: 90 })
  const drafted = await alertJson('author', 'update', id, file)
  expect(drafted.messages).toMatchObject([
    { state: 'live' },
    { msgType: 'Update', state: 'draft', content: { minutes: 90 } },
  ])
  const again = await refused('author', 'update', id)
  expect(again.code).toBe('UPDATE_IN_HAND')
  const updated = await publish()
  expect(updated.messages).toMatchObject([
    { state: 'ended', endReason: 'replaced' },
    { msgType: 'Update', state: 'live' },
  ])
  const corrected = await alertJson('author', 'correct', id, '--text', 'false-alarm')
  expect(corrected.messages.at(-1)).toMatchObject({
    msgType: 'Update',
    state: 'live',
    review: 'needed',
    content: {
      texts: [{ headline: 'Koreksi: alarm palsu' }, { headline: 'Correction: false alarm' }],
    },
  })
  expect((await refused('auditor', 'review', id, '--reason', 'benar')).code).toBe('ROLE_REQUIRED')
  const reviewed = await alertJson('approver', 'review', id, '--reason', 'benar: sirene palsu')
  expect(reviewed.messages.at(-1)).toMatchObject({ review: 'done', state: 'live' })
  const shown = await alert('auditor', 'show', id, '--lang', 'en')
  expect(shown.out).toContain('reviewed by somebody else')
  expect(shown.out).toMatch(/id-ID 4370 0x[0-9A-F]{4}, DCS 0x0F, in the place of 0x[0-9A-F]{4}\n/)
  expect(shown.out).toMatch(/en-US 4383 0x[0-9A-F]{4}, DCS 0x01/)
  const wrong = await alert('author', 'correct', id, '--text', 'apa saja')
  expect(wrong.code).toBe(2)
})

test('alertLines() says what a CBC uses that chooses its own serial number, or that it has not said', async () => {
  const [row] = (await alertsJson()).alerts
  const shown = await alertJson('auditor', 'show', row?.id ?? '')
  const said = (used: OrderJson['copies'][number]['used']): string => {
    const messages = shown.messages.map((message) => {
      const orders = message.orders.map((order): OrderJson => {
        const copies = order.copies.map((copy) => ({ ...copy, used }))
        return { ...order, serialBy: 'theirs', copies }
      })
      return { ...message, orders }
    })
    return alertLines({ ...shown, messages }, 'id').join('\n')
  }
  expect(said(null)).toContain('belum menyebutkannya')
  const own = said({ messageIdentifier: 4370, serial: 0x4aa0 })
  expect(own).toContain('CBC memakai 4370 0x4AA0')
  expect(own).not.toContain('belum menyebutkannya')
})

test('alert return, change, withdraw, reject and discard lead where they say', async () => {
  const { id } = await alertJson('author', 'draft', HEALTH)
  await alertJson('author', 'submit', id)
  const returned = await alertJson('approver', 'return', id, '--reason', 'tambah nomor telepon')
  expect(returned.messages).toMatchObject([{ state: 'draft', note: 'tambah nomor telepon' }])
  const file = makeFile('changed.json', { ...CONTENT, areaName: 'Indonesia' })
  const changed = await alertJson('author', 'change', id, file)
  expect(changed.messages).toMatchObject([{ state: 'draft', content: { areaName: 'Indonesia' } }])
  await alertJson('author', 'submit', `${id}.1`)
  const withdrawn = await alertJson('author', 'withdraw', id, '--reason', 'belum perlu')
  expect(withdrawn.messages[0]?.state).toBe('draft')
  await alertJson('author', 'submit', id)
  const rejected = await alertJson('approver', 'reject', id, '--reason', 'tidak benar')
  expect(rejected.messages[0]?.state).toBe('rejected')
  const other = await alertJson('author', 'draft', HEALTH)
  const discarded = await alertJson('author', 'discard', other.id)
  expect(discarded.messages[0]?.state).toBe('discarded')
})

const past = formatInstant(nowMs() - 86_400_000)
const [text] = CONTENT.texts
test.each<[string, Partial<ContentJson>, string, string]>([
  [
    'a region that does not exist',
    { area: { regions: ['99'], polygons: [], circles: [] } },
    'area-region-unknown',
    '/area/regions/0',
  ],
  [
    'a text of too many pages',
    { texts: text === undefined ? [] : [{ ...text, body: 'Jauhi pantai. '.repeat(120) }] },
    'text-too-long',
    '/texts/0/body',
  ],
  [
    'an alert that is over before it begins',
    { start: past, minutes: 60 },
    'time-expired',
    '/start',
  ],
])('alert check and submit find %s', async (name, change, rule, path) => {
  const file = makeFile(`${name}.json`, { ...CONTENT, ...change })
  const check = await alert('author', 'check', file, '--json')
  expect(check.code).toBe(1)
  const { findings } = lineOf(check) as CheckJson
  expect(findings).toContainEqual(expect.objectContaining({ level: 'error', rule, path }))
  const { id } = await alertJson('author', 'draft', file)
  const problem = await refused('author', 'submit', id)
  expect(problem.code).toBe('CONTENT_REFUSED')
  expect(problem.findings).toContainEqual(expect.objectContaining({ rule, path }))
  const said = await alert('author', 'submit', id, '--lang', 'en')
  expect(said.err).toMatch(new RegExp(`error ${rule} ${path}: [A-Z]`))
  const after = await alertJson('author', 'show', id)
  expect(after.messages).toMatchObject([
    { state: 'draft', version: 1, contentHash: null, orders: [] },
  ])
})

test('alert draft names path and value of what cannot be read, and stores nothing', async () => {
  const before = await alertIds()
  const wrong = makeFile('wrong.json', { ...CONTENT, severity: 'Terrible' })
  const problem = await refused('author', 'draft', wrong)
  expect(problem).toMatchObject({ code: 'INPUT_INVALID', params: { path: `${wrong}/severity` } })
  expect(problem.params?.['what']).toContain('found "Terrible"')
  const broken = await refused('author', 'draft', makeFile('broken.json', '{"kind":'))
  expect(broken.code).toBe('INPUT_INVALID')
  expect(await refused('author', 'draft', join(folder, 'gone.json'))).toMatchObject({
    code: 'NOT_FOUND',
  })
  expect(await alertIds()).toEqual(before)
})

test('alert draft and check refuse CAP that is malformed or over, and store nothing', async () => {
  const before = await alertIds()
  const malformed = makeFile('malformed.xml', cap(nowMs() + 3_600_000).replace('</info>', ''))
  const over = makeFile('over.xml', cap(nowMs() - 3_600_000))
  for (const verb of ['draft', 'check']) {
    expect((await refused('author', verb, malformed)).code).toBe('CAP_INVALID')
    expect((await refused('author', verb, over)).code).toBe('CAP_INVALID')
  }
  expect(await alertIds()).toEqual(before)
})

test('alert draft takes a CAP document once, whatever the file is called', async () => {
  const file = makeFile('nowcast.txt', cap(nowMs() + 3_600_000))
  const made = await alertJson('author', 'draft', file, '--cap')
  expect(made.origin).toMatchObject({ from: 'cap', sender: 'peringatan.dini@cuaca.invalid' })
  expect((await alertJson('author', 'draft', file, '--cap')).id).toBe(made.id)
})

test('alert show --watch says what moves until it is over', async () => {
  const staff = await signIn(url, stage.people.author)
  const { id, messages } = await staff.draft(CONTENT)
  const [message] = messages
  const stop = new AbortController()
  const states: string[] = []
  for await (const frame of staff.watch(id, stop.signal)) {
    states.push(frame.messages[0]?.state ?? '')
    if (states.length === 1) await staff.step(message?.id ?? '', 'discard', { version: 1 })
    if (states.at(-1) === 'discarded') stop.abort()
  }
  expect(states).toEqual(['draft', 'discarded'])
  const shown = await alert('author', 'show', id, '--watch', '--json')
  expect(shown.code).toBe(0)
  expect(lineOf(shown)).toMatchObject({ id })
  await staff.signOut()
})

test('alert takes the password from standard input, and a wrong one is refused', async () => {
  const { name, password } = stage.people.author
  const line = ['alert', 'list', '--as', name, '--url', url, '--json']
  const ran = await kentonganProcess(line, `${password}\nmore`)
  expect(ran.code, ran.err).toBe(0)
  expect(lineOf(ran)).toHaveProperty('alerts')
  const wrong = await kentongan(line, { KENTONGAN_PASSWORD: 'salah' })
  expect(wrong.code).toBe(1)
  expect(lineOf(wrong)).toMatchObject({ error: { code: 'SIGN_IN_REFUSED', status: 401 } })
})

test('alert says so when a role is missing, an alert is not there, or nobody answers', async () => {
  expect((await refused('auditor', 'draft', HEALTH)).code).toBe('ROLE_REQUIRED')
  expect((await refused('author', 'show', '9999')).code).toBe('ALERT_NOT_FOUND')
  const settings = { KENTONGAN_PASSWORD: 'secret' }
  for (const elsewhere of ['http://127.0.0.1:9', 'http://kentongan.invalid', 'nowhere']) {
    const line = ['alert', 'list', '--as', 'sari', '--url', elsewhere, '--json']
    const ran = await kentongan(line, settings)
    expect(ran.code).toBe(1)
    expect(lineOf(ran)).toMatchObject({ error: { code: 'INPUT_INVALID' } })
  }
})
