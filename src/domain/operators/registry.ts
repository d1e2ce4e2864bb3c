import type { Rat } from '../cb/repetition.ts'

/**
 * Indonesia's mobile operators and their CBCs as facts with validity dates: an audit of a campaign
 * of 2023 must find the four names of 2023. Days begin at midnight in Jakarta (+07:00).
 */

/** When a fact holds: `fromMs` inclusive, `untilMs` exclusive; null is without end. */
export interface Validity {
  readonly fromMs: number | null
  readonly untilMs: number | null
}

export interface OperatorFacts extends Validity {
  /** Lower case; API, never renamed. */
  readonly id: string
  readonly name: string
  readonly legalName: string
  readonly rats: readonly Rat[]
  /** Million subscribers as last published while the operator existed; null where not known. */
  readonly subscribersMillion: number | null
  readonly subscribersAsOf: string | null
  /** Id of the operator that went on with its network. */
  readonly mergedInto: string | null
}

/** One Cell Broadcast Centre in the hands of one operator for one span of time. */
export interface CbcFacts extends Validity {
  /** Upper case, no hyphen: it stands inside CAP identifiers. It outlives a change of owner. */
  readonly id: string
  readonly operator: string
  /** `MCC-MNC` such as `510-10`. Each PLMN belongs to exactly one CBC at a time. */
  readonly plmns: readonly string[]
}

export interface Registry {
  readonly operators: readonly OperatorFacts[]
  readonly cbcs: readonly CbcFacts[]
}

/** From here on the registry is whole; it does not describe who owned what before. */
export const REGISTRY_FROM_MS = dayMs('2022-01-04')
const XLSMART_FROM_MS = dayMs('2025-04-16')

const OPERATORS: readonly OperatorFacts[] = [
  {
    id: 'telkomsel',
    name: 'Telkomsel',
    legalName: 'PT Telekomunikasi Selular',
    fromMs: null,
    untilMs: null,
    rats: ['GSM', 'LTE', 'NR'],
    subscribersMillion: 158.4,
    subscribersAsOf: '2024-Q3',
    mergedInto: null,
  },
  {
    id: 'ioh',
    name: 'Indosat Ooredoo Hutchison',
    legalName: 'PT Indosat Tbk',
    fromMs: REGISTRY_FROM_MS,
    untilMs: null,
    rats: ['GSM', 'LTE', 'NR'],
    subscribersMillion: 95.4,
    subscribersAsOf: '2025-H1',
    mergedInto: null,
  },
  {
    id: 'xl',
    name: 'XL Axiata',
    legalName: 'PT XL Axiata Tbk',
    fromMs: null,
    untilMs: XLSMART_FROM_MS,
    rats: ['GSM', 'LTE', 'NR'],
    subscribersMillion: null,
    subscribersAsOf: null,
    mergedInto: 'xlsmart',
  },
  {
    id: 'smartfren',
    name: 'Smartfren',
    legalName: 'PT Smartfren Telecom Tbk / PT Smart Telecom',
    fromMs: null,
    untilMs: XLSMART_FROM_MS,
    rats: ['LTE', 'NR'],
    subscribersMillion: null,
    subscribersAsOf: null,
    mergedInto: 'xlsmart',
  },
  {
    id: 'xlsmart',
    name: 'XLSMART',
    legalName: 'PT XLSMART Telecom Sejahtera Tbk',
    fromMs: XLSMART_FROM_MS,
    untilMs: null,
    rats: ['GSM', 'LTE', 'NR'],
    subscribersMillion: 82.6,
    subscribersAsOf: '2025-Q2',
    mergedInto: null,
  },
]

const XL_PLMNS = ['510-11']
const SF_PLMNS = ['510-09', '510-28']

// XLSMART runs the two networks it came from, each behind its own CBC.
const CBCS: readonly CbcFacts[] = [
  { id: 'TSEL', operator: 'telkomsel', plmns: ['510-10'], fromMs: null, untilMs: null },
  {
    id: 'IOH',
    operator: 'ioh',
    plmns: ['510-01', '510-21', '510-89'],
    fromMs: REGISTRY_FROM_MS,
    untilMs: null,
  },
  { id: 'XL', operator: 'xl', plmns: XL_PLMNS, fromMs: null, untilMs: XLSMART_FROM_MS },
  { id: 'XL', operator: 'xlsmart', plmns: XL_PLMNS, fromMs: XLSMART_FROM_MS, untilMs: null },
  { id: 'SF', operator: 'smartfren', plmns: SF_PLMNS, fromMs: null, untilMs: XLSMART_FROM_MS },
  { id: 'SF', operator: 'xlsmart', plmns: SF_PLMNS, fromMs: XLSMART_FROM_MS, untilMs: null },
]

/** Everything the registry knows, past and present. */
export const REGISTRY: Registry = { operators: OPERATORS, cbcs: CBCS }

/** The operators and CBCs in force at an instant. */
export function registryAt(ms: number, registry: Registry = REGISTRY): Registry {
  return {
    operators: registry.operators.filter((each) => isValidAt(each, ms)),
    cbcs: registry.cbcs.filter((each) => isValidAt(each, ms)),
  }
}

export function isValidAt(facts: Validity, ms: number): boolean {
  return (facts.fromMs ?? -Infinity) <= ms && ms < (facts.untilMs ?? Infinity)
}

/** The CBC that owns a PLMN among those given (use {@link registryAt}); null where none does. */
export function cbcOfPlmn(registry: Registry, plmn: string): CbcFacts | null {
  return registry.cbcs.find((each) => each.plmns.includes(plmn)) ?? null
}

/** All PLMNs of an operator, over all its CBCs, ascending. */
export function plmnsOfOperator(registry: Registry, operator: string): readonly string[] {
  return registry.cbcs
    .filter((each) => each.operator === operator)
    .flatMap((each) => each.plmns)
    .sort()
}

function dayMs(day: string): number {
  return Date.parse(`${day}T00:00:00+07:00`)
}
