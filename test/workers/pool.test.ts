import { readFileSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import { checkCapOctets } from '../../src/formats/cap/check.ts'
import { createPool } from '../../src/workers/pool.ts'

const CHECK = { nowMs: Date.parse('2026-11-25T12:00:00+07:00'), live: true, known: undefined }

test('checkCap() gives from its thread what the rules give here', async () => {
  const pool = createPool('/nowhere')
  onTestFinished(() => pool.close())
  for (const file of ['cancel.xml', 'nowcast-shape.xml', 'references-after-info.xml']) {
    const octets = readFileSync(`fixtures/cap/${file}`)
    const report = await pool.checkCap(octets, CHECK)
    expect(report).toEqual(checkCapOctets(octets, CHECK))
  }
  const refused = await pool.checkCap(Buffer.from('<!DOCTYPE alert><alert/>'), CHECK)
  expect(refused).toMatchObject({ valid: false, broadcastable: false, alert: null })
  expect(refused.findings.map(({ rule }) => rule)).toEqual(['X01-doctype'])
})
