import { expect, test } from 'vitest'
import { readAtom } from '../../../src/formats/feed/read.ts'
import { writeAtom, type AtomEntry, type AtomFeed } from '../../../src/formats/feed/write.ts'

const SENT = Date.UTC(2026, 2, 1, 3, 4, 5)
const BASE = 'http://127.0.0.1:8080/cbc/v1/feed'

const ENTRY: AtomEntry = {
  identifier: 'KTN-ABCDEF-20260301-A1-M1-TSEL',
  title: 'Gempa & "tsunami" <Selat Sunda>',
  summary: 'Menjauh dari pantai',
  updatedMs: SENT,
  expiresMs: SENT + 3_600_000,
  msgType: 'Alert',
  href: '/cbc/v1/documents/KTN-ABCDEF-20260301-A1-M1-TSEL?a=1&b=2',
}

const EMPTY: AtomFeed = {
  id: 'urn:kentongan:feed:TSEL',
  title: 'TSEL',
  updatedMs: SENT,
  self: BASE,
  entries: [],
}

test('writeAtom() writes a whole feed without entries', () => {
  expect(writeAtom(EMPTY)).toMatchInlineSnapshot(`
    "<?xml version="1.0" encoding="UTF-8"?>
    <feed xmlns="http://www.w3.org/2005/Atom" xmlns:cap="urn:oasis:names:tc:emergency:cap:1.2">
      <id>urn:kentongan:feed:TSEL</id>
      <title>TSEL</title>
      <updated>2026-03-01T10:04:05+07:00</updated>
      <author><name>Kentongan</name></author>
      <link rel="self" type="application/atom+xml" href="http://127.0.0.1:8080/cbc/v1/feed"/>
    </feed>
    "
  `)
})

test('readAtom() gives back what writeAtom() wrote, escaped once', () => {
  const written = writeAtom({ ...EMPTY, entries: [ENTRY] })
  expect(written).toContain('Gempa &amp; "tsunami" &lt;Selat Sunda&gt;')
  expect(written).not.toContain('&amp;amp;')
  expect(writeAtom({ ...EMPTY, entries: [ENTRY] })).toBe(written)
  const { entries, problems } = readAtom(Buffer.from(written), BASE)
  expect(problems).toEqual([])
  const { summary: _, ...rest } = ENTRY
  expect(entries).toEqual([{ ...rest, href: new URL(ENTRY.href, BASE).href }])
})

test('writeAtom() leaves out the expiry of an entry that has none', () => {
  const written = writeAtom({ ...EMPTY, entries: [{ ...ENTRY, expiresMs: null }] })
  expect(written).not.toContain('cap:expires')
  expect(readAtom(Buffer.from(written), BASE).entries[0]?.expiresMs).toBeNull()
})

test('writeAtom() refuses a character that XML cannot carry', () => {
  const entry = { ...ENTRY, title: 'a\u0000b' }
  expect(() => writeAtom({ ...EMPTY, entries: [entry] })).toThrow(RangeError)
})
