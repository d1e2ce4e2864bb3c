import type { Params } from './finding.ts'

/**
 * Every refusal a caller can meet, by code. Codes are API: never renamed, never reused.
 * `test/readme.test.ts` holds the README's table against this list; `words/` has their texts.
 */
export const ERROR_CODES = [
  'INPUT_INVALID',
  'MEDIA_REFUSED',
  'TOO_LARGE',
  'NOT_FOUND',
  'ALERT_NOT_FOUND',
  'MESSAGE_NOT_FOUND',
  'ORDER_NOT_FOUND',
  'CBC_NOT_FOUND',
  'ACCOUNT_NOT_FOUND',
  'REGION_UNKNOWN',
  'REGION_AMBIGUOUS',
  'CAP_INVALID',
  'CAP_CHANGED',
  'CONTENT_REFUSED',
  'CONTENT_CHANGED',
  'STALE_VERSION',
  'STEP_REFUSED',
  'UPDATE_IN_HAND',
  'UPDATE_OVERTAKEN',
  'CORRECTION_REPEATED',
  'SELF_APPROVAL',
  'ROLE_REQUIRED',
  'NOT_SIGNED_IN',
  'SIGN_IN_REFUSED',
  'TOO_MANY_REQUESTS',
  'CSRF_REFUSED',
  'ACCOUNT_EXISTS',
  'PASSWORD_WEAK',
  'INVITE_INVALID',
  'TOKEN_INVALID',
  'RECEIPT_REFUSED',
  'RECEIPT_CHANGED',
  'SERIALS_EXHAUSTED',
  'SERIAL_TAKEN',
  'LINK_TOO_WIDE',
  'INVENTORY_MISSING',
  'FOLDER_OWNED',
  'FOLDER_REFUSED',
  'DEMO_REFUSED',
  'KEY_REFUSED',
  'SERVICE_BROKEN',
] as const
export type ErrorCode = (typeof ERROR_CODES)[number]

/**
 * A refusal the caller can act on. Anything else thrown is a bug or a broken machine. The text a
 * person reads comes from `words/` by code and parameters, in that person's language.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly code: ErrorCode
  readonly params: Params

  constructor(code: ErrorCode, params: Params = {}, options?: ErrorOptions) {
    super(`${code} ${JSON.stringify(params)}`, options)
    this.code = code
    this.params = params
  }
}
