import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { describeFinding, type Language } from '../../../src/domain/words/words.ts'
import { isValidCap, readCap } from '../../../src/formats/cap/read.ts'

function report(name: string, language: Language): string[] {
  const { findings } = readCap(readFileSync(`fixtures/cap/${name}`))
  return findings.map((each) => {
    const text = describeFinding(each, language).replace(/; (?:it may have|yang boleh ada).*/, '')
    return `${each.params['line']} ${text}${each.mend === undefined ? '' : ` → ${each.mend}`}`
  })
}

test('readCap() says what is wrong with a document, once each, in both languages', () => {
  expect(report('many-faults.xml', 'id')).toMatchInlineSnapshot(`
    [
      "4 "sent" harus berupa tanggal dan waktu seperti 2026-11-25T08:00:00+07:00, tanpa "Z" atau pecahan detik: ditemukan "2026-11-25T02:00:00Z" → 2026-11-25T02:00:00-00:00",
      "5 "sender" harus berada sebelum "sent"",
      "6 "status" harus berupa Actual, Exercise, System, Test, Draft: ditemukan "actual" → Actual",
      "10 "language" harus berupa kode bahasa seperti id-ID: ditemukan "id_ID" → id-ID",
      "11 Tulis "category", bukan "Category": nama elemen harus sama persis",
      "13 Hapus teks "siaga,": "info" hanya boleh berisi elemen",
      "14 "urgency" harus berupa Immediate, Expected, Future, Past, Unknown: ditemukan "Imediate" → Immediate",
      "16 "expires" harus berupa tanggal dan waktu seperti 2026-11-25T08:00:00+07:00, tanpa "Z" atau pecahan detik: ditemukan "2569-11-25 12.00 WIB" → 2026-11-25T12:00:00+07:00",
      "16 Tambahkan elemen "certainty" di dalam "info": elemen ini wajib",
      "17 Hapus tag "b": "headline" hanya boleh berisi teks",
      "19 Tambahkan elemen "areaDesc" di dalam "area": elemen ini wajib",
      "20 Pindahkan "web" ke dalam "info": "area" tidak memilikinya",
    ]
  `)
  expect(report('many-faults.xml', 'en')).toMatchInlineSnapshot(`
    [
      "4 "sent" must be a date and time such as 2026-11-25T08:00:00+07:00, without "Z" or fractions: found "2026-11-25T02:00:00Z" → 2026-11-25T02:00:00-00:00",
      "5 "sender" must come before "sent"",
      "6 "status" must be Actual, Exercise, System, Test, Draft: found "actual" → Actual",
      "10 "language" must be a language tag such as id-ID: found "id_ID" → id-ID",
      "11 Write "category" in place of "Category": names must match to the letter",
      "13 Remove the text "siaga,": "info" may contain elements only",
      "14 "urgency" must be Immediate, Expected, Future, Past, Unknown: found "Imediate" → Immediate",
      "16 "expires" must be a date and time such as 2026-11-25T08:00:00+07:00, without "Z" or fractions: found "2569-11-25 12.00 WIB" → 2026-11-25T12:00:00+07:00",
      "16 Add an element "certainty" to "info": it must have one",
      "17 Remove the tags of "b": "headline" may contain text only",
      "19 Add an element "areaDesc" to "area": it must have one",
      "20 Move "web" into "info": "area" has no such element",
    ]
  `)
})

test('readCap() proposes what to write where a notation is broken', () => {
  expect(report('mends.xml', 'en')).toMatchInlineSnapshot(`
    [
      "5 Write "sent" without spaces around it and without hour 24: found " 2026-11-25T09:00:00+07:00" → 2026-11-25T09:00:00+07:00",
      "9 Write reference 1 as sender,identifier,sent, with nothing but whitespace between references: found "siaga@contoh.invalid;" → siaga@contoh.invalid,CONTOH-3,2026-11-25T08:00:00+07:00",
      "17 Write "expires" without spaces around it and without hour 24: found "2026-11-24T24:00:00+07:00" → 2026-11-25T00:00:00+07:00",
      "20 Exchange latitude and longitude: they are the wrong way round, and the area is in Indonesia once exchanged → -6.1,106.7 -6.1,106.9 -6.3,106.9 -6.1,106.7",
      "21 Write point 1 as lat,lon with one comma and no space after it: found "-6.1," → -6.1,106.7 -6.1,106.9 -6.3,106.9 -6.1,106.7",
      "22 Write point 1 as lat,lon with one comma and no space after it: found "-6,1;106,7" → -6.1,106.7 -6.1,106.9 -6.3,106.9 -6.1,106.7",
      "23 End the polygon at the point it starts from: it ends at -6.3,106.7 → -6.1,106.7 -6.1,106.9 -6.3,106.9 -6.3,106.7 -6.1,106.7",
      "24 Write the circle as lat,lon radius in kilometres: found "-6.2 106.8 5 km" → -6.2,106.8 5",
    ]
  `)
  expect(isValidCap(readCap(readFileSync('fixtures/cap/mends.xml')).findings)).toBe(true)
})

test('a document with every mend put in has none of these findings', () => {
  let xml = readFileSync('fixtures/cap/mends.xml', 'utf8')
  const lines = xml.split('\n')
  for (const { mend, params } of readCap(Buffer.from(xml)).findings) {
    const at = Number(params['line']) - 1
    if (mend !== undefined) lines[at] = lines[at]!.replace(/>[^<]*</, `>${mend}<`)
  }
  xml = lines.join('\n')
  expect(readCap(Buffer.from(xml)).findings).toEqual([])
})
