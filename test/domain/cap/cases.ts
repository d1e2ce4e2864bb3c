import type {
  CapAlert,
  CapArea,
  CapInfo,
  CapReference,
  CapResource,
} from '../../../src/domain/cap/model.ts'
import { checkCap } from '../../../src/domain/cap/rules.ts'
import { sampleAlert, sampleArea, sampleInfo } from './sample.ts'

/** What trips a rule, and the nearest thing that does not. */
export type Case = readonly [rule: string, trips: CapAlert, passes: CapAlert]

export const NOW_MS = Date.UTC(2026, 10, 25, 1, 30)

export function rulesOf(alert: CapAlert, live = false): string[] {
  return checkCap(alert, { nowMs: NOW_MS, live }).map((each) => each.rule)
}
export const withInfo = (change: Partial<CapInfo>) => sampleAlert({ infos: [sampleInfo(change)] })
export const withArea = (change: Partial<CapArea>) => withInfo({ areas: [sampleArea(change)] })
export const reference = (change: Partial<CapReference> = {}): CapReference => ({
  sender: 'siaga@contoh.invalid',
  identifier: 'KTN-ABCDEF-20261125-7-0-TSEL',
  sent: '2026-11-25T07:00:00+07:00',
  ...change,
})
export const circle = (radiusKm: number) => withArea({ circles: [{ centre: [-6, 106], radiusKm }] })
export const parameter = (valueName: string, value: string) =>
  withInfo({ parameters: [{ valueName, value }] })
export const english = (change: Partial<CapInfo> = {}) =>
  sampleAlert({ infos: [sampleInfo(), sampleInfo({ language: 'en-US', ...change })] })
export const ring = (...points: [number, number][]) => withArea({ polygons: [points] })

export function resource(uri: string): CapResource {
  return {
    resourceDesc: 'Peta',
    mimeType: 'image/png',
    size: null,
    uri,
    derefUri: null,
    digest: null,
  }
}
