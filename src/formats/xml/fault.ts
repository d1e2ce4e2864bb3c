import type { FindingRule, Params } from '../../domain/finding.ts'

/** Ends a scan. Thrown inside this room only: `scanXml` turns it into its finding. */
export class XmlStop extends Error {
  readonly rule: FindingRule
  /** Offset in the text whose line ends are normalised. */
  readonly offset: number
  readonly params: Params

  constructor(rule: FindingRule, offset: number, params: Params = {}) {
    super(rule)
    this.rule = rule
    this.offset = offset
    this.params = params
  }
}
