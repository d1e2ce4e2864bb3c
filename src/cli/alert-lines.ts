import { describeReason, type Language } from '../domain/words/words.ts'
import type {
  AlertJson,
  AlertListJson,
  CheckJson,
  FindingJson,
  MessageJson,
  OrderJson,
  PlanJson,
} from '../formats/json/views.ts'
import { ALERT_WORDS } from './alert-words.ts'
import { rowOf } from './demo/table.ts'
import { levelWord } from './io.ts'

/** An alert as lines for a terminal: everything that whoever approves it must have seen. */
export function alertLines(alert: AlertJson, language: Language): string[] {
  const words = ALERT_WORDS[language]
  const { from, sender } = alert.origin
  const origin = sender === undefined ? from : `${from} ${sender}`
  return [
    `${words.alert} ${alert.id} · ${alert.kind} · ${alert.createdAt} ${words.by} ${nameOf(alert.createdBy, alert)} (${origin})`,
    ...alert.messages.flatMap((message) => messageLines(message, alert, language)),
  ]
}

/** By name and by the pseudonym of the log. */
function nameOf(id: string, { people }: AlertJson): string {
  const name = people[id]
  return name === undefined ? id : `${name} ${id}`
}

function messageLines(message: MessageJson, alert: AlertJson, language: Language): string[] {
  const words = ALERT_WORDS[language]
  const { contentHash, note, review, sent, expires, endedAt, endReason, plan } = message
  const state = `${stateWords(message, language)} (${message.state})`
  const rows: Row[] = [
    ...(message.msgType === 'Cancel' ? [] : contentRows(message, language)),
    ...(message.msgType === 'Cancel' ? [] : planRows(plan, language)),
    [words.hash, contentHash],
    [words.hands, message.hands.map((id) => nameOf(id, alert)).join(', ')],
    [words.approvers, message.approvers.map((id) => nameOf(id, alert)).join(', ')],
    [words.note, note],
    [words.review, review === null ? null : words.reviews[review]],
    [words.sent, sent === null ? null : `${sent} – ${expires ?? ''}`],
    [words.ended, endedAt === null ? null : `${endedAt} ${endReason ?? ''}`],
    ...message.orders.flatMap((order): Row[] => [
      [order.cbc, orderLine(order, language)],
      ...order.copies.map((copy): Row => ['', copyLine(copy, order, language)]),
    ]),
  ]
  return [
    `${words.message} ${message.id} ${message.msgType}: ${state}, ${words.version} ${message.version}`,
    ...rows.flatMap(rowLines),
  ]
}

/** In the reader's words: a `Cancel` that is live is not on air itself. */
export function stateWords(
  { msgType, state }: Pick<MessageJson, 'msgType' | 'state'>,
  language: Language,
): string {
  const { states, cancelling } = ALERT_WORDS[language]
  return msgType === 'Cancel' && state === 'live' ? cancelling : states[state]
}

/** A name and what stands beside it; nothing beside it: no line. */
type Row = readonly [name: string, value: string | null]

const NAME_WIDTH = 14

function rowLines([name, value]: Row): string[] {
  if (value === null || value === '') return []
  return value
    .split('\n')
    .map((line, at) => `  ${(at === 0 ? name : '').padEnd(NAME_WIDTH)} ${line}`)
}

function contentRows({ content }: MessageJson, language: Language): Row[] {
  const words = ALERT_WORDS[language]
  const { kind, channel, severity, urgency, certainty, level, area } = content
  const drawn = [
    ...area.regions,
    ...area.polygons.map((ring) => `polygon ${ring.length}`),
    ...area.circles.map(({ lat, lon, radiusKm }) => `${lat},${lon} ${radiusKm} km`),
  ]
  const raised = content.raised === null ? '' : ` → ${content.raised.to}: ${content.raised.reason}`
  return [
    [
      words.broadcast,
      `${kind}, ${channel}, ${content.category.join('+')}, ${severity}/${urgency}/${certainty}${level === null ? '' : `, ${level}`}${raised}`,
    ],
    [words.asked, content.requestedBy],
    [words.legal, content.legalBasis],
    [words.area, `${content.areaName}: ${drawn.join(', ')}`],
    [words.start, `${content.start ?? words.atOnce} · ${content.minutes} ${words.minutes}`],
    ...content.texts.map((text): Row => [
      text.language,
      `${text.event}: ${text.headline}\n${text.body}`,
    ]),
  ]
}

function planRows(plan: PlanJson | null, language: Language): Row[] {
  const words = ALERT_WORDS[language]
  if (plan === null) return [[words.plan, words.noPlan]]
  const [low, high] = plan.population
  const count = (people: number): string => people.toLocaleString(language)
  const cells = plan.orders.reduce((sum, order) => sum + order.cells, 0)
  return [
    [
      words.plan,
      `${cells} ${words.cells}, ${count(low)}–${count(high)} ${words.people} (${plan.madeAt})`,
    ],
    ...plan.copies.map((copy): Row => [
      words.copy,
      `${copy.language}: id ${copy.messageIdentifier}, DCS ${hex(copy.dcs, 2)}, ${copy.characters} ${words.characters}, ${copy.pages.length} ${words.pages}`,
    ]),
    ...plan.orders.map((order): Row => [order.cbc, plannedLine(order, language)]),
    ...findingRows(plan.findings, language),
  ]
}

function plannedLine(order: PlanJson['orders'][number], language: Language): string {
  const words = ALERT_WORDS[language]
  const forms = order.forms.map(({ link, kind, extra }) => `${link} ${kind}+${extra}`)
  const left = order.leftOut === 0 ? '' : `, ${order.leftOut} ${words.leftOut}`
  const repetition =
    order.repetition.length === 0
      ? [{ rat: '', periodSeconds: order.repetitionSeconds, broadcasts: order.broadcasts }]
      : order.repetition
  const repeat = repetition
    .map((each) =>
      `${each.rat} ${words.every} ${each.periodSeconds} s, ${each.broadcasts} ${words.times}`.trim(),
    )
    .join('; ')
  const coding = order.coding === 'prefix' ? '; coding prefix' : ''
  return `${order.cells} ${words.cells}${left}; ${forms.join(', ') || words.noLink}; ${repeat}${coding}`
}

function findingRows(findings: readonly FindingJson[], language: Language): Row[] {
  const words = ALERT_WORDS[language]
  if (findings.length === 0) return [[words.findings, words.none]]
  return findings.map((each): Row => [words.findings, findingLine(each, language)])
}

export function findingLine(each: FindingJson, language: Language): string {
  return `${levelWord(each.level, language)} ${each.rule} ${each.path}: ${each.message[language]}`
}

/** One order in a line: what a watcher looks at. */
export function orderLine(order: OrderJson, language: Language): string {
  const words = ALERT_WORDS[language]
  const { link, state, cells, broadcasting, failed, silent } = rowOf(order)
  const aired = `${words.onAir} ${broadcasting}/${cells}, ${words.failed} ${failed}, ${words.silent} ${silent}`
  const counts = cells === 0 ? '' : `; ${aired}`
  const reason = order.reason === null ? '' : `; ${describeReason(order.reason, language)}`
  const alarms = order.alarms.map(({ alarm }) => `; ALARM ${alarm}`).join('')
  return `${link} ${state} ${order.stage ?? '–'}${counts}${reason}${alarms}`
}

/** A copy as it goes on air at a CBC: its pair and coding, and what the CBC says that it uses. */
function copyLine(
  copy: OrderJson['copies'][number],
  { serialBy, msgType }: OrderJson,
  language: Language,
): string {
  const words = ALERT_WORDS[language]
  const { used, replaces } = copy
  const isSilent = serialBy === 'theirs' && msgType !== 'Cancel' && used === null
  return [
    `${copy.language} ${copy.messageIdentifier} ${hex(copy.serial, 4)}`,
    `DCS ${hex(copy.dcs, 2)}`,
    ...(replaces === null ? [] : [`${words.replaces} ${hex(replaces, 4)}`]),
    ...(used === null ? [] : [`${words.used} ${used.messageIdentifier} ${hex(used.serial, 4)}`]),
    ...(isSilent ? [words.notStated] : []),
  ].join(', ')
}

function hex(value: number, digits: number): string {
  return `0x${value.toString(16).toUpperCase().padStart(digits, '0')}`
}

export function listLines({ alerts, next }: AlertListJson, language: Language): string[] {
  const lines = alerts.map((row) =>
    [
      row.id.padStart(5),
      row.kind.padEnd(11),
      row.msgType.padEnd(6),
      stateWords(row, language).padEnd(20),
      (row.sent ?? '–').padEnd(25),
      `${row.areaName}: ${row.headline}`,
    ].join('  '),
  )
  return next === null ? lines : [...lines, `--before ${next}`]
}

export function checkLines({ findings, plan }: CheckJson, language: Language): string[] {
  // The plan's own findings are among all of them.
  const planned = plan === null ? [] : planRows({ ...plan, findings: [] }, language).slice(0, -1)
  return [...planned, ...findingRows(findings, language)].flatMap(rowLines)
}
