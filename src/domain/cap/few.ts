import type { Finding } from '../finding.ts'
import { nameFew } from './walk.ts'

/** The first few of each slug in each info, and how many more: one cause trips a rule everywhere. */
export function* nameFewInEach(findings: Iterable<Finding>): Generator<Finding> {
  const groups = new Map<string, Finding[]>()
  for (const each of findings) {
    const [info = '/alert[1]'] = /^\/alert\[1\]\/info\[\d+\]/.exec(each.path) ?? []
    const group = groups.get(info)
    if (group === undefined) groups.set(info, [each])
    else group.push(each)
  }
  for (const [path, group] of groups) yield* nameFew(path, group)
}
