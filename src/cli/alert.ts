import { type Command, InvalidArgumentError } from 'commander'
import { nowMs } from '../clock.ts'
import { type Config, readConfig } from '../config.ts'
import { Refusal } from '../domain/error.ts'
import { MESSAGE_STATES, type MessageStep, STEPS } from '../domain/message-state.ts'
import { READY_TEXT_IDS, type ReadyTextId } from '../domain/ready-text.ts'
import type { AlertJson, MessageJson } from '../formats/json/views.ts'
import { contentOfFile, readAlertFile } from './alert-file.ts'
import { alertLines, checkLines, listLines, orderLine, stateWords } from './alert-lines.ts'
import { ALERT_WORDS } from './alert-words.ts'
import type { ExitCode, Io } from './io.ts'
import { common, type Act } from './run.ts'
import { signIn, type Staff, StaffProblem } from './staff-client.ts'
import { ask, askHidden, isTerminal, readLine } from './terminal.ts'

interface Who {
  readonly as: string
  readonly url?: string
}

/** A person who is signed in for as long as a command takes. */
interface Seat {
  readonly io: Io
  readonly staff: Staff
}

/** A step of a message as the service names it. */
type Step = MessageJson['may'][number]

type Work<A extends unknown[], O> = (seat: Seat, options: O, ...args: A) => Promise<ExitCode>

/** `alert …`: the staff's work, over the same API as the console. */
export function define(command: Command, act: Act): void {
  defineFiles(command, act)
  defineReads(command, act)
  defineSteps(command, act)
  defineFollowing(command, act)
}

function defineFiles(command: Command, act: Act): void {
  staffCommand(command, 'check <file>', ['alert check siaga.json --as sari'])
    .description('Say what is wrong with a file and what it would reach; nothing is stored')
    .option('--cap', 'the file is CAP XML, whatever it is called', false)
    .action(act(signedIn(checkFile)))
  staffCommand(command, 'draft <file>', [
    'alert draft siaga.json --as sari',
    'alert draft gempa.xml --as sari',
  ])
    .description('Write a draft from a JSON content, or from the CAP alert of somebody else')
    .option('--cap', 'the file is CAP XML, whatever it is called', false)
    .action(act(signedIn(draftFile)))
  staffCommand(command, 'change <id> <file>', ['alert change 7 siaga.json --as sari'])
    .description('Put other content in the place of a draft')
    .option('--cap', 'the file is CAP XML, whatever it is called', false)
    .action(act(signedIn(changeDraft)))
}

function defineReads(command: Command, act: Act): void {
  staffCommand(command, 'show <id>', ['alert show 7 --as budi', 'alert show 7 --watch --as budi'])
    .description('Show an alert: content, plan, findings, hash, and what became of its orders')
    .option('--watch', 'stay, and say what moves, until it is over or interrupted', false)
    .action(act(signedIn(show)))
  staffCommand(command, 'list', ['alert list --state submitted --as budi'])
    .description('List alerts, newest first')
    .option('--state <state>', MESSAGE_STATES.join(', '), parseState)
    .option('--limit <n>', 'at most so many, 1 to 100', '50')
    .option('--before <id>', 'the page after the one that ended with this alert')
    .action(act(signedIn(list)))
}

function defineSteps(command: Command, act: Act): void {
  staffCommand(command, 'submit <id>', ['alert submit 7 --as sari'])
    .description('Check, plan and freeze a draft, for somebody else to approve')
    .action(act(signedIn((seat, _, id: string) => takeStep(seat, { id, step: 'submit' }))))
  staffCommand(command, 'approve <id>', [
    'alert approve 7 --as budi',
    'alert approve 7 --as budi --hash 64-HEX-DIGITS',
  ])
    .description(
      'Approve exactly what was submitted: on a terminal it is shown and asked for, in scripts the hash is given',
    )
    .option('--hash <hash>', 'content hash of what you have read', parseHash)
    .action(
      act((io, id: string, options: Who & { hash?: string }, command: Command) => {
        if (options.hash !== undefined || isTerminal()) return approveAs(io, id, options, command)
        io.note(ALERT_WORDS[io.language].needsHash)
        return 2
      }),
    )
  staffCommand(command, 'discard <id>', ['alert discard 7 --as sari'])
    .description('Throw a draft away')
    .action(act(signedIn((seat, _, id: string) => takeStep(seat, { id, step: 'discard' }))))
  for (const [step, what] of REASONED) {
    staffCommand(command, `${step} <id>`, [`alert ${step} 7 --as budi --reason "salah wilayah"`])
      .description(what)
      .requiredOption('--reason <text>', 'why, for the log and whoever wrote it')
      .action(
        act(
          signedIn((seat, { reason }: Who & { reason: string }, id: string) =>
            takeStep(seat, { id, step, reason }),
          ),
        ),
      )
  }
}

const REASONED: readonly (readonly [MessageStep, string])[] = [
  ['return', 'Give a submitted alert back to its authors'],
  ['reject', 'Refuse a submitted alert for good'],
  ['withdraw', 'Take back what is submitted or approved and not on air yet'],
  ['cancel', 'End what is on air, or may still come on air, at every CBC at once'],
]

/** What follows a message that is on air. */
function defineFollowing(command: Command, act: Act): void {
  staffCommand(command, 'update <id> [file]', [
    'alert update 7 --as sari',
    'alert update 7 lebih-luas.json --as sari',
  ])
    .description(
      'Draft an update of what is on air: a copy of it, or the content of a file; it is submitted and approved as an alert is',
    )
    .action(act(signedIn((seat, _, id: string, file?: string) => draftUpdate(seat, id, file))))
  staffCommand(command, 'correct <id>', ['alert correct 7 --text false-alarm --as budi'])
    .description(
      'Say false alarm or all-clear, at once, where the alert was heard; somebody else reviews it afterwards',
    )
    .requiredOption('--text <id>', READY_TEXT_IDS.join(', '), parseReadyText)
    .action(act(signedIn(correct)))
  staffCommand(command, 'review <id>', ['alert review 7.3 --as budi --reason "benar"'])
    .description('Review a cancel or a correction that somebody else has sent alone')
    .requiredOption('--reason <text>', 'what was found, for the log')
    .action(
      act(
        signedIn((seat, { reason }: Who & { reason: string }, id: string) =>
          takeStep(seat, { id, step: 'review', reason }),
        ),
      ),
    )
}

function staffCommand(command: Command, name: string, examples: readonly string[]): Command {
  return common(command.command(name), ...examples.map((each) => `kentongan ${each}`))
    .requiredOption(
      '--as <name>',
      'account; its password comes from KENTONGAN_PASSWORD, is asked for on a terminal, or is the first line of standard input',
    )
    .option('--url <url>', 'staff address of the service; else that of the settings')
}

/** An action of commander, which passes the arguments, then the options, then the command. */
function signedIn<A extends unknown[], O>(work: Work<A, O & Who>) {
  return async (io: Io, ...all: [...A, O & Who, Command]): Promise<ExitCode> => {
    const options = all.at(-2) as O & Who
    const args = all.slice(0, -2) as A
    const config = readConfig()
    try {
      const password = config.password ?? (await passwordOf(io, options.as))
      const url = options.url ?? staffUrlOf(config)
      const staff = await signIn(url, { name: options.as, password })
      try {
        return await work({ io, staff }, options, ...args)
      } finally {
        await staff.signOut().catch(() => io.note(ALERT_WORDS[io.language].stillSignedIn))
      }
    } catch (error) {
      return sayProblem(io, error)
    }
  }
}

async function passwordOf(io: Io, name: string): Promise<string> {
  return isTerminal() ? askHidden(ALERT_WORDS[io.language].password(name)) : readLine()
}

function staffUrlOf({ staffUrl, staffHost, staffPort }: Config): string {
  const isAny = staffHost === '0.0.0.0' || staffHost === '::'
  const host = isAny ? '127.0.0.1' : staffHost.includes(':') ? `[${staffHost}]` : staffHost
  return staffUrl ?? `http://${host}:${staffPort}`
}

/** A refusal of the service in the reader's language, each finding on a line of its own. */
function sayProblem(io: Io, error: unknown): ExitCode {
  if (error instanceof StaffProblem) {
    const { code, status, detailId, detailEn, findings = [] } = error.problem
    io.note(`${code}: ${io.language === 'id' ? detailId : detailEn}`)
    for (const each of findings) {
      io.note(`  ${each.level} ${each.rule} ${each.path}: ${each.message[io.language]}`)
    }
    io.emit({ error: { code, status, message: { id: detailId, en: detailEn }, findings } })
    return 1
  }
  throw error
}

async function checkFile(
  { io, staff }: Seat,
  { cap }: { cap: boolean },
  file: string,
): Promise<ExitCode> {
  const content = contentOfFile(await readAlertFile(file, cap), nowMs())
  const result = await staff.check(content)
  const stops = result.findings.some(({ level }) => level === 'error' || level === 'policy')
  const isClear = !stops && result.plan !== null
  const words = ALERT_WORDS[io.language]
  io.emit(result)
  for (const line of checkLines(result, io.language)) io.say(line)
  io.say(`${file}: ${isClear ? words.mayBeSubmitted : words.mayNot}`)
  return isClear ? 0 : 1
}

async function draftFile(
  { io, staff }: Seat,
  { cap }: { cap: boolean },
  path: string,
): Promise<ExitCode> {
  const file = await readAlertFile(path, cap)
  const alert =
    file.kind === 'cap' ? await staff.draftFromCap(file.octets) : await staff.draft(file.content)
  sayAlert(io, alert)
  io.say(ALERT_WORDS[io.language].next.draft(alert.id))
  return 0
}

async function changeDraft(
  { io, staff }: Seat,
  { cap }: { cap: boolean },
  id: string,
  path: string,
): Promise<ExitCode> {
  const content = contentOfFile(await readAlertFile(path, cap), nowMs())
  const alert = await staff.alert(alertIdOf(id))
  const { id: messageId, version } = messageFor(alert, id, 'submit')
  sayAlert(io, await staff.change(messageId, { version, content }))
  return 0
}

async function show(
  { io, staff }: Seat,
  { watch }: { watch: boolean },
  id: string,
): Promise<ExitCode> {
  if (!watch) {
    sayAlert(io, await staff.alert(alertIdOf(id)))
    return 0
  }
  const interrupted = new AbortController()
  const stop = (): void => interrupted.abort()
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  try {
    let said = ''
    for await (const alert of staff.watch(alertIdOf(id), interrupted.signal)) {
      io.emit(alert)
      const moved = watchLines(alert, io)
      if (said === '') for (const line of alertLines(alert, io.language)) io.say(line)
      else if (moved !== said) io.say(moved)
      said = moved
      if (alert.messages.every(({ state }) => Object.keys(STEPS[state]).length === 0)) break
    }
    return 0
  } finally {
    process.off('SIGINT', stop)
    process.off('SIGTERM', stop)
  }
}

function watchLines(alert: AlertJson, io: Io): string {
  return alert.messages
    .flatMap((message) => [
      `${message.id} ${message.msgType} ${stateWords(message, io.language)}`,
      ...message.orders.map((order) => `  ${order.cbc.padEnd(5)} ${orderLine(order, io.language)}`),
    ])
    .join('\n')
}

async function list(
  { io, staff }: Seat,
  { state, limit, before }: { state?: string; limit: string; before?: string },
): Promise<ExitCode> {
  const page = await staff.alerts({
    limit,
    ...(state === undefined ? {} : { state }),
    ...(before === undefined ? {} : { before }),
  })
  io.emit(page)
  for (const line of listLines(page, io.language)) io.say(line)
  return 0
}

async function approve(
  { io, staff }: Seat,
  { hash }: { hash?: string },
  id: string,
): Promise<ExitCode> {
  const alert = await staff.alert(alertIdOf(id))
  const message = messageFor(alert, id, 'approve')
  const contentHash = hash ?? (await askForHash(io, alert, message))
  if (contentHash === null) return 1
  const { id: messageId, version } = message
  sayAlert(io, await staff.step(messageId, 'approve', { version, contentHash }))
  return 0
}

const approveAs = signedIn(approve)

/** Shows what is approved and asks for it: null when there is nothing, or the answer is another. */
async function askForHash(io: Io, alert: AlertJson, message: MessageJson): Promise<string | null> {
  const words = ALERT_WORDS[io.language]
  for (const line of alertLines(alert, io.language)) io.note(line)
  const { contentHash } = message
  if (contentHash === null) {
    io.note(words.submitFirst)
    return null
  }
  const typed = (await ask(words.typeHash)).trim().toLowerCase()
  if (typed.length >= HASH_TYPED && contentHash.startsWith(typed)) return contentHash
  io.note(words.notTyped)
  return null
}

const HASH_TYPED = 8

async function takeStep(
  { io, staff }: Seat,
  of: { readonly id: string; readonly step: Step; readonly reason?: string },
): Promise<ExitCode> {
  const { id, step, reason } = of
  const before = await staff.alert(alertIdOf(id))
  const { id: messageId, version } = messageFor(before, id, step)
  const body = reason === undefined ? { version } : { version, reason }
  const alert = await staff.step(messageId, step, body)
  sayAlert(io, alert)
  const hash = alert.messages.find((each) => each.id === messageId)?.contentHash ?? ''
  if (step === 'submit') io.say(ALERT_WORDS[io.language].next.submitted(alert.id, hash))
  return 0
}

async function draftUpdate({ io, staff }: Seat, id: string, path?: string): Promise<ExitCode> {
  const content =
    path === undefined ? null : contentOfFile(await readAlertFile(path, false), nowMs())
  const before = await staff.alert(alertIdOf(id))
  const { id: liveId, version } = messageFor(before, id, 'update')
  const drafted = await staff.step(liveId, 'updates', { version })
  const draft = drafted.messages.at(-1)
  const alert =
    content === null || draft === undefined
      ? drafted
      : await staff.change(draft.id, { version: draft.version, content })
  sayAlert(io, alert)
  io.say(ALERT_WORDS[io.language].next.draft(draft?.id ?? alert.id))
  return 0
}

async function correct(
  { io, staff }: Seat,
  { text }: { text: ReadyTextId },
  id: string,
): Promise<ExitCode> {
  const before = await staff.alert(alertIdOf(id))
  const { id: messageId, version } = messageFor(before, id, 'correct')
  sayAlert(io, await staff.step(messageId, 'corrections', { version, text }))
  return 0
}

function sayAlert(io: Io, alert: AlertJson): void {
  io.emit(alert)
  for (const line of alertLines(alert, io.language)) io.say(line)
}

function alertIdOf(id: string): string {
  return id.split('.')[0] ?? id
}

/**
 * The message that a step is meant for: the one that is named, or of an alert the newest that is
 * open to it. Where there is none the newest is tried, so that the service says why not.
 *
 * @throws {Refusal} `MESSAGE_NOT_FOUND`
 */
function messageFor(alert: AlertJson, id: string, step: Step): MessageJson {
  const { messages } = alert
  const isMine = ({ may }: MessageJson): boolean => may.includes(step)
  const isOpen = ({ state, msgType }: MessageJson): boolean =>
    msgType !== 'Cancel' && (step === 'update' ? 'replace' : step) in STEPS[state]
  const message = id.includes('.')
    ? messages.find((each) => each.id === id)
    : (messages.findLast(isMine) ?? messages.findLast(isOpen) ?? messages.at(-1))
  if (message === undefined) throw new Refusal('MESSAGE_NOT_FOUND', { message: id })
  return message
}

function parseHash(text: string): string {
  if (/^[\da-f]{64}$/.test(text)) return text
  throw new InvalidArgumentError('It must be the 64 hex digits that "alert show" gives.')
}

function parseReadyText(text: string): string {
  if (READY_TEXT_IDS.some((each) => each === text)) return text
  throw new InvalidArgumentError(`It must be one of ${READY_TEXT_IDS.join(', ')}.`)
}

function parseState(text: string): string {
  if (MESSAGE_STATES.some((each) => each === text)) return text
  throw new InvalidArgumentError(`It must be one of ${MESSAGE_STATES.join(', ')}.`)
}
