const NAME = 1
const START = 2

/** What an ASCII character may be in a name without colon. XML 1.0 §2.3, Namespaces §3. */
const ASCII = new Uint8Array(128)
for (let code = 0; code < 128; code++) {
  const character = String.fromCharCode(code)
  if (/[A-Za-z_]/.test(character)) ASCII[code] = NAME | START
  else if (/[-.0-9]/.test(character)) ASCII[code] = NAME
}

// Both from XML 1.0 fifth edition, productions 4 and 4a, without the colon.
const WIDE_START =
  // oxlint-disable-next-line no-misleading-character-class -- ranges by code point
  /[\xc0-\xd6\xd8-\xf6\xf8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\u{10000}-\u{effff}]/u
// oxlint-disable-next-line no-misleading-character-class -- a range of marks, each by itself
const WIDE_MORE = /[\xb7\u0300-\u036f\u203f\u2040]/

/** Where the name without colon that begins at `from` ends; `from` itself where none begins. */
export function endOfPart(text: string, from: number): number {
  let at = from
  // Nearly always: a name of ASCII, which takes a look into the table for each character.
  if ((ASCII[text.charCodeAt(at)]! & START) !== 0) {
    do at += 1
    while ((ASCII[text.charCodeAt(at)]! & NAME) !== 0)
  }
  for (;;) {
    const wanted = at === from ? START : NAME
    const code = text.charCodeAt(at)
    if (code < 128) {
      if ((ASCII[code]! & wanted) === 0) return at
      at += 1
      continue
    }
    const point = text.codePointAt(at)
    if (point === undefined) return at
    const character = String.fromCodePoint(point)
    if (!WIDE_START.test(character) && (wanted === START || !WIDE_MORE.test(character))) return at
    at += character.length
  }
}
