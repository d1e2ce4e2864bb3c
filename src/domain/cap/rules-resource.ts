import { finding, type Finding } from '../finding.ts'
import type { CapAlert } from './model.ts'
import type { CapRule } from './rule.ts'

/** R: what a message brings along or points to. CAP 1.2 §3.2.3. */
export const RESOURCE_RULES: readonly CapRule[] = [
  {
    id: 'R01',
    levels: ['error'],
    source: 'CAP 1.2 §3.2.3 mimeType, RFC 2046',
    check: checkMimeTypes,
  },
]

/** RFC 6838 §4.2: type and subtype, parameters may follow. */
const MIME_TYPE = /^[a-z\d][a-z\d!#$&^_.+-]{0,126}\/[a-z\d][a-z\d!#$&^_.+-]{0,126}(?:\s*;.*)?$/i

function* checkMimeTypes(alert: CapAlert): Generator<Finding> {
  for (const [i, info] of alert.infos.entries()) {
    for (const [j, { mimeType }] of info.resources.entries()) {
      if (MIME_TYPE.test(mimeType.trim())) continue
      const path = `/alert[1]/info[${i + 1}]/resource[${j + 1}]/mimeType[1]`
      yield finding('error', 'R01-mime-type', path, { found: mimeType.slice(0, 80) })
    }
  }
}
