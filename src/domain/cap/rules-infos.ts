import { finding, type Finding } from '../finding.ts'
import { needsInfo, type CapAlert } from './model.ts'
import type { CapRule } from './rule.ts'
import { checkCharacters } from './rules-characters.ts'
import { checkLanguage, checkVersions } from './rules-language.ts'
import { checkAddresses, checkLinks } from './rules-links.ts'
import { checkBlank, checkMarkup, checkRepeated, checkWording } from './rules-text.ts'
import { checkExpired, checkExpires, checkValidity } from './rules-time.ts'
import { infosOf } from './shown-text.ts'

const CLAUSE = 'CAP 1.2 §3.2.2'

/** I: what each info says, in words, times and codes. */
export const INFO_RULES: readonly CapRule[] = [
  { id: 'I01', levels: ['error'], source: CLAUSE, check: checkInfos },
  { id: 'I02', levels: ['error', 'warning'], source: CLAUSE, check: checkBlank },
  {
    id: 'I03',
    levels: ['error', 'policy', 'warning'],
    source: `${CLAUSE} expires; a broadcast must end`,
    check: checkExpires,
  },
  { id: 'I04', levels: ['error'], source: `${CLAUSE} expires`, check: checkExpired },
  {
    id: 'I05',
    levels: ['warning', 'info'],
    source: 'what one cell broadcast lasts',
    check: checkValidity,
  },
  { id: 'I06', levels: ['warning'], source: 'RFC 5646 §2.2; BCP 47', check: checkLanguage },
  { id: 'I07', levels: ['warning'], source: `${CLAUSE} language`, check: checkVersions },
  { id: 'I08', levels: ['warning'], source: `${CLAUSE} language`, check: checkRepeated },
  { id: 'I09', levels: ['warning'], source: `${CLAUSE} headline`, check: checkWording },
  { id: 'I10', levels: ['info'], source: 'google/cap-library', check: checkAdvised },
  { id: 'I11', levels: ['warning'], source: `${CLAUSE} urgency`, check: checkCodes },
  { id: 'I12', levels: ['warning'], source: `${CLAUSE}: plain text`, check: checkMarkup },
  { id: 'I13', levels: ['warning'], source: 'Unicode TR 36, TS 39', check: checkCharacters },
  { id: 'I14', levels: ['error', 'warning'], source: `${CLAUSE} web`, check: checkAddresses },
  { id: 'I15', levels: ['warning', 'info'], source: 'RFC 3986 §7.6; phishing', check: checkLinks },
  // Said by whoever names only the first few of many findings with one cause: `walk.ts`.
  { id: 'I16', levels: ['info'], source: 'a long list hides its first line', check: () => [] },
]

/** I01: who warns says of what. A heartbeat of a network has the status System and no info. */
function* checkInfos({ msgType, status, infos }: CapAlert): Generator<Finding> {
  if (infos.length > 0 || !needsInfo(msgType) || status === 'System') return
  yield finding('error', 'I01-info-missing', '/alert[1]', { msgType })
}

/** I10: what a reader looks for and CAP leaves to the sender. */
function* checkAdvised(alert: CapAlert): Generator<Finding> {
  if (!needsInfo(alert.msgType)) return
  for (const [info, path] of infosOf(alert)) {
    const missing = [
      ...ADVISED.filter((element) => info[element] === null),
      ...(info.responseTypes.length === 0 ? ['responseType'] : []),
    ]
    if (missing.length === 0) continue
    yield finding('info', 'I10-advised', path, { elements: missing.join(', ') })
  }
}

const ADVISED = ['senderName', 'headline', 'description', 'instruction', 'web', 'contact'] as const

/** I11: codes that tell a receiver nothing, or that a first warning does not bear. */
function* checkCodes(alert: CapAlert): Generator<Finding> {
  for (const [info, path] of infosOf(alert)) {
    for (const element of ['urgency', 'severity', 'certainty'] as const) {
      if (info[element] !== 'Unknown') continue
      yield finding('warning', 'I11-unknown', `${path}/${element}[1]`, { element })
    }
    if (alert.msgType !== 'Alert') continue
    if (info.urgency === 'Past') yield finding('warning', 'I11-past', `${path}/urgency[1]`)
    const clear = info.responseTypes.indexOf('AllClear')
    if (clear === -1) continue
    yield finding('warning', 'I11-all-clear', `${path}/responseType[${clear + 1}]`)
  }
}
