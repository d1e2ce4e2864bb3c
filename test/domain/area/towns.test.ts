import { expect, test } from 'vitest'
import { REGENCIES } from '../../../src/domain/area/figures.ts'
import { isInBox } from '../../../src/domain/area/geometry.ts'
import { createPrng } from '../../../src/domain/area/prng.ts'
import { placeSite, settle } from '../../../src/domain/area/towns.ts'

const BANDUNG = REGENCIES.find(({ code }) => code === '32.73')!
const SITES = 500
const everywhere = (): boolean => true

test('settle() gives a city a main town at its label, and the towns their weights in turn', () => {
  const { regency, isCity, towns, neighbours } = settle(BANDUNG, createPrng(1), everywhere)
  expect(regency).toBe(BANDUNG)
  expect(isCity).toBe(true)
  expect(towns[0]?.place.map((each) => each.toFixed(3))).toEqual([
    BANDUNG.lat.toFixed(3),
    BANDUNG.lon.toFixed(3),
  ])
  const weights = towns.map(({ weightUpTo }) => weightUpTo)
  expect(weights).toEqual(weights.toSorted((a, b) => a - b))
  expect(neighbours).not.toContain(BANDUNG)
  expect(neighbours.length).toBeGreaterThan(0)
})

test('settle() knows a regency from a city by its code', () => {
  const regency = REGENCIES.find(({ code }) => code === '32.04')!
  expect(settle(regency, createPrng(1), everywhere).isCity).toBe(false)
})

test('settle() moves the main town to the nearest land', () => {
  const east = BANDUNG.lon + 0.05
  const isLand = (_: number, lon: number): boolean => lon >= east
  const [main] = settle(BANDUNG, createPrng(1), isLand).towns
  expect(main?.place[1]).toBeGreaterThanOrEqual(east)
  expect(main?.place[1]).toBeLessThan(east + 0.02)
})

test('settle() refuses where there is no land within reach', () => {
  expect(() => settle(BANDUNG, createPrng(1), () => false)).toThrow(RangeError)
})

test('placeSite() puts every site on land in the box of its regency', () => {
  const isLand = (lat: number, lon: number): boolean => lat + lon > BANDUNG.lat + BANDUNG.lon
  const prng = createPrng(7)
  const settlement = settle(BANDUNG, prng, isLand)
  for (let i = 0; i < SITES; i++) {
    const { lat, lon } = placeSite(settlement, prng, isLand)
    expect([isLand(lat, lon), isInBox(BANDUNG.box, lat, lon)]).toEqual([true, true])
  }
})

test('placeSite() puts four sites of five in towns, and the same for the same seed', () => {
  const place = (): ReturnType<typeof placeSite>[] => {
    const prng = createPrng(3)
    const settlement = settle(BANDUNG, prng, everywhere)
    return Array.from({ length: SITES }, () => placeSite(settlement, prng, everywhere))
  }
  const sites = place()
  expect(sites).toEqual(place())
  const share = sites.filter(({ isTown }) => isTown).length / SITES
  expect(share).toBeGreaterThan(0.75)
  expect(share).toBeLessThan(0.85)
})
