import type { CapAlert, CapArea, CapInfo } from '../../../src/domain/cap/model.ts'
import type { ProfileCopy } from '../../../src/domain/cap/profile.ts'
import type { AlertIdentifier } from '../../../src/domain/cb/choose-identifier.ts'

/** A warning without a finding; tests change one thing of it. */
export function sampleAlert(change: Partial<CapAlert> = {}): CapAlert {
  return {
    identifier: 'KTN-ABCDEF-20261125-7-1-TSEL',
    sender: 'siaga@contoh.invalid',
    sent: '2026-11-25T08:00:00+07:00',
    status: 'Actual',
    msgType: 'Alert',
    source: null,
    scope: 'Public',
    restriction: null,
    addresses: null,
    codes: [],
    note: null,
    references: [],
    incidents: null,
    infos: [sampleInfo()],
    ...change,
  }
}

export function sampleInfo(change: Partial<CapInfo> = {}): CapInfo {
  return {
    language: 'id-ID',
    categories: ['Geo'],
    event: 'Tsunami',
    responseTypes: ['Evacuate'],
    urgency: 'Immediate',
    severity: 'Extreme',
    certainty: 'Observed',
    audience: null,
    eventCodes: [],
    effective: null,
    onset: null,
    expires: '2026-11-25T10:00:00+07:00',
    senderName: 'Kementerian Contoh',
    headline: 'Tsunami: segera menjauh dari pantai',
    description: 'Gelombang tiba dalam sepuluh menit.',
    instruction: 'Naik ke tempat tinggi, jangan kembali.',
    web: 'https://siaga.contoh.invalid/7',
    contact: '112',
    parameters: [],
    resources: [],
    areas: [sampleArea()],
    ...change,
  }
}

export function sampleArea(change: Partial<CapArea> = {}): CapArea {
  return {
    areaDesc: 'Pesisir Contoh',
    polygons: [
      [
        [-6, 105],
        [-6, 106],
        [-7, 106],
        [-6, 105],
      ],
    ],
    circles: [],
    geocodes: [],
    altitude: null,
    ceiling: null,
    ...change,
  }
}

/** A copy with whatever identifier it has: what a sender writes that knows no kinds. */
export function unchecked(copy: ProfileCopy): ProfileCopy<AlertIdentifier> {
  return copy as ProfileCopy<AlertIdentifier>
}
