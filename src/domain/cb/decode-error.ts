/** Why octets are no Cell Broadcast message. Names are an interface (`cb decode --json`). */
export type DecodeRule =
  | 'hex'
  | 'empty'
  | 'form'
  | 'length'
  | 'page-count'
  | 'page-number'
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
