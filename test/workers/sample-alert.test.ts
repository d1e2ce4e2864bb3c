import { expect, test } from 'vitest'
import { isValidCap, readCap } from '../../src/formats/cap/read.ts'
import { writeCap } from '../../src/formats/cap/write.ts'
import { sampleAlert } from '../../src/workers/sample-alert.ts'

test('sampleAlert() is valid CAP of a nationwide size that nobody may air', () => {
  const xml = writeCap(sampleAlert())
  expect(isValidCap(readCap(new TextEncoder().encode(xml)).findings)).toBe(true)
  expect(xml.length).toBeGreaterThan(20_000)
  expect(sampleAlert().status).toBe('Draft')
})
