import type { FindingJson } from '../../formats/json/views.ts'

/** Ids of the form's fields, so that a finding can be followed to where it is put right. */
const FIELDS: readonly (readonly [pointer: RegExp, id: string])[] = [
  [/^texts\/(\d)\/(event|headline|body|language)/, 'field-texts-$1-$2'],
  [/^texts\/(\d)/, 'field-texts-$1-body'],
  [/^texts/, 'field-texts-0-body'],
  [/^area\/circles/, 'field-circle'],
  [/^area\/polygons/, 'field-polygon'],
  [/^area\b/, 'field-regions'],
  [/^areaName/, 'field-areaName'],
  [/^raised/, 'field-raised'],
  [/^smsWindow/, 'field-smsWindow'],
  [
    /^(kind|channel|category|urgency|severity|certainty|level|legalBasis|requestedBy)\b/,
    'field-$1',
  ],
  [/^(eventCode|start|minutes|repetitionSeconds)\b/, 'field-$1'],
]

/** The id of the field that a finding's JSON Pointer names; null when it names none. */
export function fieldOf(path: string): string | null {
  const pointer = path.replace(/^[#/]+/, '').replace(/^(?:body\/)?content\//, '')
  for (const [pattern, id] of FIELDS) {
    const match = pattern.exec(pointer)
    if (match !== null) return id.replace(/\$(\d)/g, (_, group: string) => match[Number(group)]!)
  }
  return null
}

/** What is to be put right, or thought over, in one field; advice stands in the list alone. */
export function findingsOf(findings: readonly FindingJson[], id: string): FindingJson[] {
  return findings.filter(({ level, path }) => level !== 'info' && fieldOf(path) === id)
}

const GRAVITY: Readonly<Record<FindingJson['level'], number>> = {
  error: 0,
  policy: 1,
  warning: 2,
  info: 3,
}

/** What stops the alert first, then doubts, then advice; otherwise in the order given. */
export function byGravity(findings: readonly FindingJson[]): FindingJson[] {
  return [...findings].sort((a, b) => GRAVITY[a.level] - GRAVITY[b.level])
}

/** True when nothing in the list keeps the alert from being submitted. */
export function isClear(findings: readonly FindingJson[]): boolean {
  return findings.every(({ level }) => level !== 'error' && level !== 'policy')
}
