/** Failure on demand: one thing that a CBC of the real world does wrong. */
export type Script =
  /** Rejects every order, with a reason. */
  | { readonly kind: 'refuse'; readonly reason: string }
  /** Not there for the first seconds: nothing listens, nothing polls, nothing is posted. */
  | { readonly kind: 'unreachable-for'; readonly seconds: number }
  /** Takes the connection, keeps and airs the order, and never says a word. */
  | { readonly kind: 'no-answer' }
  /** Keeps the order and closes the socket in place of the first answers. */
  | { readonly kind: 'answer-lost'; readonly times: number }
  /** Says everything, late. */
  | { readonly kind: 'slow'; readonly ms: number }
  /** Airs under serial numbers of its own, and says which. */
  | { readonly kind: 'bad-serial' }

export const SCRIPT_FORMS =
  'refuse[:REASON] unreachable-for:SECONDS no-answer answer-lost[:TIMES] slow[:MS] bad-serial'

const SECONDS_MAX = 3_600

/** Reads `KIND[:ARG]`; null for what is no script. */
export function parseScript(text: string): Script | null {
  const at = text.indexOf(':')
  const kind = at < 0 ? text : text.slice(0, at)
  const argument = at < 0 ? null : text.slice(at + 1)
  switch (kind) {
    case 'refuse':
      return { kind, reason: argument ?? 'Refused as scripted' }
    case 'unreachable-for': {
      const seconds = number(argument, SECONDS_MAX)
      return seconds === null ? null : { kind, seconds }
    }
    case 'answer-lost': {
      const times = argument === null ? 1 : number(argument, 1_000)
      return times === null ? null : { kind, times }
    }
    case 'slow': {
      const ms = argument === null ? 5_000 : number(argument, SECONDS_MAX * 1000)
      return ms === null ? null : { kind, ms }
    }
    case 'no-answer':
    case 'bad-serial':
      return argument === null ? { kind } : null
    default:
      return null
  }
}

function number(text: string | null, max: number): number | null {
  if (text === null || !/^\d{1,7}$/.test(text)) return null
  const value = Number(text)
  return value <= max ? value : null
}
