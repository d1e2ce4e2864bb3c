import { finding, type Finding } from '../finding.ts'
import type { CapAlert, CapValue } from './model.ts'
import { CMAM_LONG_TEXT_MAX, CMAM_TEXT_MAX } from './profile.ts'
import type { CapRule } from './rule.ts'

/** C: what Cell Broadcast asks of a message, by the profiles that carry it. */
export const BROADCAST_RULES: readonly CapRule[] = [
  {
    id: 'C01',
    levels: ['error'],
    source: 'IPAWS profile: CMAMtext, WEAHandling',
    check: checkCmam,
  },
]

function* checkCmam(alert: CapAlert): Generator<Finding> {
  for (const [index, info] of alert.infos.entries()) {
    yield* checkBroadcastText(info.parameters, `/alert[1]/info[${index + 1}]`)
  }
}

/** WEAHandling of IPAWS, by the values its profile lists. */
const WEA_HANDLING = [
  'Imminent Threat',
  'Public Safety',
  'Child Abduction',
  'Presidential',
  'National',
  'WEA Test',
] as const

const CMAM_LIMITS: ReadonlyMap<string, number> = new Map([
  ['CMAMtext', CMAM_TEXT_MAX],
  ['CMAMlongtext', CMAM_LONG_TEXT_MAX],
])

function* checkBroadcastText(parameters: readonly CapValue[], path: string): Generator<Finding> {
  for (const [index, { valueName, value }] of parameters.entries()) {
    const at = `${path}/parameter[${index + 1}]`
    const max = CMAM_LIMITS.get(valueName)
    if (max !== undefined && value.length > max) {
      const params = { parameter: valueName, max, found: value.length }
      yield finding('error', 'C01-text-long', at, params)
    }
    if (valueName !== 'WEAHandling' || WEA_HANDLING.some((each) => each === value)) continue
    const params = { expected: WEA_HANDLING.join(', '), found: value.slice(0, 80) }
    yield finding('error', 'C01-wea-handling', at, params)
  }
}
