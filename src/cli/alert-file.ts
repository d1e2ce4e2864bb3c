import { readFile } from 'node:fs/promises'
import { contentOfCap } from '../desk/draft-from-cap.ts'
import { Refusal } from '../domain/error.ts'
import { readCap } from '../formats/cap/read.ts'
import { ContentJson, contentToJson } from '../formats/json/content.ts'
import { parseInput } from '../formats/json/parse.ts'

/** A file of staff: a content as JSON, or somebody else's CAP alert. */
export type AlertFile =
  | { readonly kind: 'content'; readonly content: ContentJson }
  | { readonly kind: 'cap'; readonly octets: Uint8Array }

const VALUE_MAX = 80

/**
 * @param isCap the file is CAP whatever it is called; otherwise `.xml` and `.cap` are.
 * @throws {Refusal} `NOT_FOUND`, `INPUT_INVALID` with path and value of the first that is wrong
 */
export async function readAlertFile(file: string, isCap: boolean): Promise<AlertFile> {
  const octets = await readOctets(file)
  if (isCap || /\.(?:xml|cap)$/i.test(file)) return { kind: 'cap', octets }
  return { kind: 'content', content: parseContent(octets.toString('utf8'), file) }
}

/**
 * The content that a draft of this file would have.
 *
 * @throws {Refusal} `CAP_INVALID`
 */
export function contentOfFile(file: AlertFile, nowMs: number): ContentJson {
  if (file.kind === 'content') return file.content
  return contentToJson(contentOfCap(readCap(file.octets), nowMs))
}

function parseContent(text: string, file: string): ContentJson {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    const what = `it is not JSON: ${cause instanceof Error ? cause.message : ''}`
    throw new Refusal('INPUT_INVALID', { path: file, what }, { cause })
  }
  try {
    return parseInput(ContentJson, value, file)
  } catch (error) {
    throw error instanceof Refusal ? withValue(error, value, file) : error
  }
}

/** The refusal with the value that it speaks of. */
function withValue(refusal: Refusal, value: unknown, file: string): Refusal {
  const { path, what, whatId } = refusal.params
  if (refusal.code !== 'INPUT_INVALID' || typeof path !== 'string') return refusal
  let found = value
  for (const step of path.slice(file.length).split('/').slice(1)) {
    found = typeof found === 'object' && found !== null ? Reflect.get(found, step) : undefined
  }
  const text = (JSON.stringify(found) ?? 'nothing').slice(0, VALUE_MAX)
  const params = { path, what: `${what}: found ${text}`, whatId: `${whatId}: ditemukan ${text}` }
  return new Refusal('INPUT_INVALID', params, { cause: refusal })
}

async function readOctets(path: string): Promise<Buffer> {
  try {
    return await readFile(path)
  } catch (cause) {
    throw new Refusal('NOT_FOUND', { path }, { cause })
  }
}
