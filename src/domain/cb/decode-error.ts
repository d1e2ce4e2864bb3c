/** Why octets are no Cell Broadcast message. Names are an interface (`cb decode --json`). */
export type DecodeRule =
  | 'hex'
  | 'empty'
  | 'form'
  | 'length'
  | 'page-count'
  | 'page-twice'
  | 'page-length'
  | 'other-message'
  | 'dcs-refused'
  | 'message-type'
  | 'element'
  | 'element-missing'
  | 'element-twice'
  | 'discriminator'
  | 'plmn'
  | 'value'
  | 'etws-identifier'
  | 'trigger-length'
  | 'wac-type'
  | 'wac-length'
  | 'wac-polygon'

export interface DecodeError {
  readonly rule: DecodeRule
  /** Octet of the PDU at which reading stopped. */
  readonly offset: number
  readonly message: string
}

export function decodeError(
  rule: DecodeRule,
  offset: number,
  message: string,
): { readonly error: DecodeError } {
  return { error: { rule, offset, message } }
}

/** What was found in a part of a PDU, its offset counted from the start of the whole. */
export function shiftError(error: DecodeError, octets: number): { readonly error: DecodeError } {
  return decodeError(error.rule, error.offset + octets, error.message)
}
