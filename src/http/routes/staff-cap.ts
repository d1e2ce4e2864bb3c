import { checkCapUse, viewCapReport } from '../../desk/check-cap.ts'
import { NoParams, NoQuery } from '../../formats/json/params.ts'
import { CapReportJson } from '../../formats/json/views.ts'
import { routeOf } from '../route.ts'
import type { StaffScene } from '../staff-scene.ts'
import { CAP_MEDIA } from './staff-alerts.ts'

/** What servers and browsers call a CAP document that do not know its own name. */
export const XML_MEDIA = ['application/xml', 'text/xml'] as const

/** Checks of documents that others have written. */
export const CAP_ROUTES = [
  routeOf({
    method: 'POST',
    path: '/api/v1/cap-checks',
    summary: 'Check a CAP document by every rule; nothing is stored',
    who: 'signed-in',
    params: NoParams,
    query: NoQuery,
    body: CAP_MEDIA,
    alsoMedia: XML_MEDIA,
    answers: { 200: CapReportJson },
    async handle({ desk }: StaffScene, { body }) {
      return { json: viewCapReport(await checkCapUse(desk, body)) }
    },
  }),
]
