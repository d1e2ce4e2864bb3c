import { STATUS_CODES } from 'node:http'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { viewFinding } from '../desk/views.ts'
import { type ErrorCode, Refusal } from '../domain/error.ts'
import type { Finding } from '../domain/finding.ts'
import { describeRefusal, type Language } from '../domain/words/words.ts'
import type { ProblemJson } from '../formats/json/views.ts'

/** The one table from refusal to HTTP status. */
export const STATUS_OF: Readonly<Record<ErrorCode, number>> = {
  INPUT_INVALID: 400,
  MEDIA_REFUSED: 415,
  TOO_LARGE: 413,
  NOT_FOUND: 404,
  ALERT_NOT_FOUND: 404,
  MESSAGE_NOT_FOUND: 404,
  ORDER_NOT_FOUND: 404,
  CBC_NOT_FOUND: 404,
  ACCOUNT_NOT_FOUND: 404,
  REGION_UNKNOWN: 422,
  REGION_AMBIGUOUS: 422,
  CAP_INVALID: 422,
  CAP_CHANGED: 409,
  CONTENT_REFUSED: 422,
  CONTENT_CHANGED: 409,
  STALE_VERSION: 409,
  STEP_REFUSED: 409,
  UPDATE_IN_HAND: 409,
  UPDATE_OVERTAKEN: 409,
  CORRECTION_REPEATED: 409,
  SELF_APPROVAL: 403,
  ROLE_REQUIRED: 403,
  NOT_SIGNED_IN: 401,
  SIGN_IN_REFUSED: 401,
  TOO_MANY_REQUESTS: 429,
  CSRF_REFUSED: 403,
  ACCOUNT_EXISTS: 409,
  PASSWORD_WEAK: 422,
  INVITE_INVALID: 410,
  TOKEN_INVALID: 401,
  RECEIPT_REFUSED: 422,
  RECEIPT_CHANGED: 409,
  SERIALS_EXHAUSTED: 409,
  SERIAL_TAKEN: 409,
  LINK_TOO_WIDE: 422,
  INVENTORY_MISSING: 409,
  FOLDER_OWNED: 503,
  FOLDER_REFUSED: 503,
  DEMO_REFUSED: 403,
  KEY_REFUSED: 422,
  SERVICE_BROKEN: 500,
}

const PROBLEM_TYPE = 'application/problem+json; charset=utf-8'

/**
 * Makes every error of the app a problem (RFC 9457), and every path that is not there one too.
 * Of anything but a refusal the text stays in the process: it goes to the log, under the reference
 * that the answer gives.
 */
export function answerWithProblems(app: FastifyInstance): void {
  app.setErrorHandler(async (error: unknown, request, reply) => sendProblem(error, request, reply))
  app.setNotFoundHandler(async (request, reply) =>
    sendProblem(new Refusal('NOT_FOUND', { path: pathOf(request) }), request, reply),
  )
}

export function sendProblem(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const refusal = refusalOf(error, request)
  if (refusal.code === 'SERVICE_BROKEN') request.log.error({ err: error }, 'request broke')
  const problem = problemOf(refusal, languageOf(request.headers['accept-language']))
  if (refusal.code === 'TOKEN_INVALID') reply.header('www-authenticate', 'Bearer')
  const { seconds } = refusal.params
  if (seconds !== undefined) reply.header('retry-after', String(seconds))
  return reply
    .code(problem.status)
    .headers({ 'cache-control': 'no-store', vary: 'accept-language' })
    .type(PROBLEM_TYPE)
    .send(JSON.stringify(problem))
}

function problemOf(refusal: Refusal, language: Language): ProblemJson {
  const { code } = refusal
  const status = STATUS_OF[code]
  const detailId = describeRefusal(refusal, 'id')
  const detailEn = describeRefusal(refusal, 'en')
  const findings = findingsOf(refusal)
  return {
    type: `urn:kentongan:problem:${code.toLowerCase().replaceAll('_', '-')}`,
    title: STATUS_CODES[status] ?? code,
    status,
    detail: language === 'id' ? detailId : detailEn,
    code,
    detailId,
    detailEn,
    params: { ...refusal.params },
    ...(findings === null ? {} : { findings: findings.map(viewFinding) }),
  }
}

/** Indonesian unless English is preferred to it. RFC 9110 §12.5.4. */
function languageOf(header: string | undefined): Language {
  const weights = { id: 0, en: 0 }
  for (const part of (header ?? '').slice(0, 200).toLowerCase().split(',')) {
    const [tag = '', ...parameters] = part.split(';').map((each) => each.trim())
    const quality = parameters.find((each) => each.startsWith('q='))
    const weight = quality === undefined ? 1 : Number(quality.slice(2)) || 0
    const language = tag.split('-')[0]
    if (language === 'id' || language === 'en') {
      weights[language] = Math.max(weights[language], weight)
    }
  }
  return weights.en > weights.id ? 'en' : 'id'
}

/** What the person must fix, where the refusal carries it (`CONTENT_REFUSED`). */
function findingsOf(refusal: Refusal): readonly Finding[] | null {
  const { cause } = refusal
  return Array.isArray(cause) ? (cause as readonly Finding[]) : null
}

function refusalOf(error: unknown, request: FastifyRequest): Refusal {
  if (error instanceof Refusal) return error
  const { statusCode, code = '' } = error instanceof Error ? (error as Partial<FastifyError>) : {}
  const found = request.headers['content-type'] ?? 'nothing'
  if (statusCode === 400) {
    const path = code === 'FST_ERR_BAD_URL' ? 'path' : 'body'
    return new Refusal('INPUT_INVALID', { path, what: whatIsBad(code) })
  }
  // 403: a path that leads out of the console's folder.
  if (statusCode === 404 || statusCode === 403)
    return new Refusal('NOT_FOUND', { path: pathOf(request) })
  if (statusCode === 413) {
    const max = `${request.routeOptions.bodyLimit} B`
    return new Refusal('TOO_LARGE', { max, found: request.headers['content-length'] ?? 'more' })
  }
  if (statusCode === 415) {
    return new Refusal('MEDIA_REFUSED', { wanted: 'application/json', found: found.slice(0, 100) })
  }
  return new Refusal('SERVICE_BROKEN', { reference: request.id })
}

/** Fastify's own words would quote the input; ours do not. */
function whatIsBad(code: string): string {
  if (code === 'FST_ERR_BAD_URL') return 'it cannot be decoded'
  if (code === 'FST_ERR_CTP_EMPTY_JSON_BODY') return 'it is empty'
  if (code === 'FST_ERR_CTP_INVALID_CONTENT_LENGTH') return 'its length is not Content-Length'
  return 'it is not JSON that can be read'
}

function pathOf(request: FastifyRequest): string {
  return (request.url.split('?')[0] ?? '').slice(0, 200)
}
