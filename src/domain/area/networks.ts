/**
 * The networks that synthetic cells belong to. Weights follow the operators' published counts of
 * base stations (2023 to 2025), shares of RATs those of a crowd-sourced sample of real cells.
 */
export interface Network {
  /** The CBC that serves it. */
  readonly cbc: string
  /** Thousand base stations. */
  readonly weight: number
  /** PLMN sets of LTE and NR sites with their shares, which sum to 1. */
  readonly lteSets: readonly (readonly [set: number, share: number])[]
  readonly gsmSet: number
  readonly lteLayers: readonly [least: number, most: number]
  /** Share of sites with GSM, and with NR. */
  readonly gsmSites: number
  readonly nrSites: number
  /** Site numbers, and LACs and TACs, begin here: networks that share cells must not collide. */
  readonly firstSite: number
  readonly firstArea: number
}

/** Indosat and Tri share sites; XL opens some of its sites to Smartfren's customers (MOCN). */
export const SYNTHETIC_PLMN_SETS: readonly (readonly string[])[] = [
  ['510-10'],
  ['510-01'],
  ['510-21'],
  ['510-89'],
  ['510-01', '510-89'],
  ['510-11'],
  ['510-09'],
  ['510-28'],
  ['510-11', '510-09'],
]

export const SYNTHETIC_NETWORKS: readonly Network[] = [
  {
    cbc: 'TSEL',
    weight: 233,
    lteSets: [[0, 1]],
    gsmSet: 0,
    lteLayers: [3, 5],
    gsmSites: 0.85,
    nrSites: 0.18,
    firstSite: 10_000,
    firstArea: 10_000,
  },
  {
    cbc: 'IOH',
    weight: 179,
    lteSets: [
      [1, 0.6],
      [3, 0.25],
      [4, 0.15],
    ],
    gsmSet: 2,
    lteLayers: [3, 5],
    gsmSites: 0.8,
    nrSites: 0.15,
    firstSite: 10_000,
    firstArea: 25_000,
  },
  {
    cbc: 'XL',
    weight: 163,
    lteSets: [
      [5, 0.94],
      [8, 0.06],
    ],
    gsmSet: 5,
    lteLayers: [3, 5],
    gsmSites: 0.8,
    nrSites: 0.12,
    firstSite: 10_000,
    firstArea: 40_000,
  },
  {
    cbc: 'SF',
    weight: 46,
    lteSets: [
      [6, 0.8],
      [7, 0.2],
    ],
    gsmSet: 6,
    lteLayers: [2, 3],
    gsmSites: 0,
    nrSites: 0.02,
    firstSite: 700_000,
    firstArea: 55_000,
  },
]
