import { AlertParam, NoParams, NoQuery } from '../../formats/json/params.ts'
import { AlertJson } from '../../formats/json/views.ts'
import { formatOpenApi } from '../openapi.ts'
import { type Route, routeOf } from '../route.ts'
import type { StaffScene } from '../staff-scene.ts'
import { EDGE_ROUTES } from './edge-table.ts'
import { ALERT_ROUTES, FOLLOW_ROUTES, STEP_ROUTES } from './staff-alerts.ts'
import { CAP_ROUTES } from './staff-cap.ts'
import { PEOPLE_ROUTES } from './staff-people.ts'
import { LOG_ROUTES, READ_ROUTES } from './staff-reads.ts'

export const LIVE_PATH = '/api/v1/alerts/:alert/live'

/** A WebSocket has no handler in the table: `staff-app.ts` gives it one. */
const LIVE_ROUTE: Route<StaffScene> = routeOf({
  method: 'GET',
  path: LIVE_PATH,
  summary: 'WebSocket: the alert at once, and again after each change',
  who: 'signed-in',
  params: AlertParam,
  query: NoQuery,
  body: null,
  answers: { 101: AlertJson },
  handle: async () => {
    throw new TypeError('This route answers by WebSocket')
  },
})

const OPENAPI_ROUTE: Route<StaffScene> = routeOf({
  method: 'GET',
  path: '/api/v1/openapi.json',
  summary: 'This file',
  who: 'everybody',
  params: NoParams,
  query: NoQuery,
  body: null,
  answers: { 200: { media: 'application/json' } },
  handle: async () => ({
    text: openApiFile(),
    media: 'application/json; charset=utf-8',
    headers: { 'cache-control': 'no-cache' },
  }),
})

/** Every route of the staff's listener but the console's files. */
export const STAFF_ROUTES: readonly Route<StaffScene>[] = [
  ...PEOPLE_ROUTES,
  ...ALERT_ROUTES,
  ...STEP_ROUTES,
  ...FOLLOW_ROUTES,
  ...CAP_ROUTES,
  LIVE_ROUTE,
  ...READ_ROUTES,
  ...LOG_ROUTES,
  OPENAPI_ROUTE,
]

let file: string | null = null

/** Both listeners as OpenAPI 3.1: what `schemas/openapi.json` holds. */
export function openApiFile(): string {
  file ??= formatOpenApi([
    { name: 'staff', routes: STAFF_ROUTES },
    { name: 'edge', routes: EDGE_ROUTES },
  ])
  return file
}
