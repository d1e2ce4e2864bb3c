import { expect, test } from 'vitest'
import { SYNTHETIC_NETWORKS, SYNTHETIC_PLMN_SETS } from '../../../src/domain/area/networks.ts'
import { cbcOfPlmn, registryAt } from '../../../src/domain/operators/registry.ts'

const REGISTRY = registryAt(Date.parse('2026-01-01T00:00:00+07:00'))

test('SYNTHETIC_NETWORKS has each CBC of today, with PLMNs that it owns', () => {
  expect(SYNTHETIC_NETWORKS.map((each) => each.cbc)).toEqual(REGISTRY.cbcs.map((each) => each.id))
  for (const { cbc, lteSets, gsmSet } of SYNTHETIC_NETWORKS) {
    for (const set of [gsmSet, ...lteSets.map(([each]) => each)]) {
      expect(cbcOfPlmn(REGISTRY, SYNTHETIC_PLMN_SETS[set]![0]!)?.id, `CBC ${cbc}`).toBe(cbc)
    }
    expect(lteSets.reduce((sum, [, share]) => sum + share, 0)).toBeCloseTo(1, 9)
  }
})

test('SYNTHETIC_PLMN_SETS uses every PLMN of the registry and no other', () => {
  const owned = REGISTRY.cbcs.flatMap((each) => each.plmns).sort()
  expect([...new Set(SYNTHETIC_PLMN_SETS.flat())].sort()).toEqual(owned)
})
