import { finding, type Finding } from '../finding.ts'
import { needsInfo, type CapAlert } from './model.ts'
import type { CapRule } from './rule.ts'
import { checkTexts } from './rules-text.ts'
import { checkTimes } from './rules-time.ts'

/** I: what each info says, in words, times and codes. */
export const INFO_RULES: readonly CapRule[] = [
  { id: 'I01', levels: ['error'], source: 'CAP 1.2 §3.2.2', check: checkInfos },
  { id: 'I02', levels: ['error'], source: 'CAP 1.2 §3.2.2', check: checkTexts },
  { id: 'I03', levels: ['error'], source: 'CAP 1.2 §3.2.2 expires', check: checkTimes },
  { id: 'I04', levels: ['error'], source: 'CAP 1.2 §3.2.2 expires', check: () => [] },
  { id: 'I08', levels: ['warning'], source: 'CAP 1.2 §3.2.2 language', check: () => [] },
  { id: 'I12', levels: ['warning'], source: 'CAP 1.2 §3.2.2: plain text', check: () => [] },
  { id: 'I14', levels: ['error'], source: 'CAP 1.2 §3.2.2 web', check: () => [] },
]

function* checkInfos({ msgType, infos }: CapAlert): Generator<Finding> {
  if (infos.length > 0 || !needsInfo(msgType)) return
  yield finding('error', 'I01-info-missing', '/alert[1]', { msgType })
}
