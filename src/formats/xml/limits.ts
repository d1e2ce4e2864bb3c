/** How much of a document is looked at before it is refused. */
export interface XmlLimits {
  readonly octets: number
  readonly depth: number
  /** Attributes and namespace declarations of one element. */
  readonly attributes: number
  /** Characters of one text, attribute, comment or instruction. */
  readonly text: number
  /** Elements, attributes, comments and instructions, all in all. */
  readonly elements: number
  /** Characters of one name. Paths repeat names, so long ones would multiply. */
  readonly name: number
}

/** Room for the largest real alerts (some 3,000 points, embedded pictures), not for a bomb. */
export const XML_LIMITS: XmlLimits = {
  octets: 5 * 1024 * 1024,
  depth: 16,
  attributes: 32,
  text: 4 * 1024 * 1024,
  elements: 50_000,
  name: 100,
}
