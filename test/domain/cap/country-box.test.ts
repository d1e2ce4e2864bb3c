import { expect, test } from 'vitest'
import { isNearCountry } from '../../../src/domain/cap/country-box.ts'
import type { CapPoint } from '../../../src/domain/cap/model.ts'

const PLACES: readonly (readonly [country: string, name: string, place: CapPoint])[] = [
  ['ID', 'Sabang', [5.89, 95.32]],
  ['ID', 'Merauke', [-8.49, 140.4]],
  ['ID', 'Rote', [-10.9, 123]],
  ['US', 'Attu, beyond the antimeridian', [52.9, 172.9]],
  ['US', 'Guam', [13.44, 144.79]],
  ['US', 'Pago Pago', [-14.28, -170.7]],
  ['US', 'San Juan', [18.47, -66.11]],
  ['RU', 'Kaliningrad', [54.7, 20.5]],
  ['RU', 'Uelen, beyond the antimeridian', [66.16, -169.8]],
  ['FJ', 'Vanua Balavu, beyond the antimeridian', [-17.25, -178.9]],
  ['NZ', 'Chatham Islands', [-43.9, -176.5]],
  ['NZ', 'Rarotonga', [-21.2, -159.8]],
  ['KI', 'Tarawa', [1.45, 173]],
  ['KI', 'Kiritimati', [1.87, -157.4]],
  ['FR', 'Réunion', [-21.1, 55.5]],
  ['FR', 'Cayenne', [4.92, -52.3]],
  ['FR', 'Papeete', [-17.5, -149.6]],
  ['GB', 'Stanley', [-51.7, -57.9]],
  ['NL', 'Curaçao', [12.1, -68.9]],
  ['NO', 'Longyearbyen', [78.2, 15.6]],
  ['DK', 'Nuuk', [64.2, -51.7]],
  ['PT', 'Flores', [39.45, -31.2]],
  ['ES', 'El Hierro', [27.7, -18]],
  ['AU', 'Cocos', [-12.2, 96.8]],
  ['SC', 'Aldabra', [-9.4, 46.4]],
  ['CL', 'Rapa Nui', [-27.1, -109.4]],
  ['EC', 'Galápagos', [-0.9, -89.6]],
]

test.for(PLACES)('%s has %s', ([country, , place]) => {
  expect(isNearCountry(country, place)).toBe(true)
})

const FAR: readonly (readonly [country: string, name: string, place: CapPoint])[] = [
  ['ID', 'Paris', [48.9, 2.4]],
  ['ID', 'Jakarta with its numbers swapped', [106.8, -6.2]],
  ['SE', 'Jakarta', [-6.2, 106.8]],
  ['US', 'Paris', [48.9, 2.4]],
  ['FR', 'Tokyo', [35.7, 139.7]],
  ['NZ', 'Cape Town', [-33.9, 18.4]],
]

test.for(FAR)('%s has not %s', ([country, , place]) => {
  expect(isNearCountry(country, place)).toBe(false)
})

test('a country that is not in the table is not guessed at', () => {
  expect(isNearCountry('ZZ', [0, 0])).toBe(null)
  expect(isNearCountry('id', [0, 0])).toBe(null)
})
