import { nextPage, type SearchQuery } from '../../audit/search.ts'
import { TEMPLATES } from '../../desk/templates.ts'
import { verifyBeside } from '../../desk/verify-log.ts'
import { viewAttempt, viewEntry } from '../../desk/views.ts'
import type { CbcSettings } from '../../domain/decision.ts'
import { Refusal } from '../../domain/error.ts'
import { registryAt } from '../../domain/operators/registry.ts'
import {
  AttemptsJson,
  CbcsJson,
  DocumentParam,
  NoParams,
  NoQuery,
  OrderParam,
  RegionsJson,
  TemplatesJson,
} from '../../formats/json/params.ts'
import type { Parsed } from '../../formats/json/parse.ts'
import { LogQuery, RegionQuery } from '../../formats/json/requests.ts'
import { type CbcJson, LogPageJson, VerifyJson } from '../../formats/json/views.ts'
import { routeOf } from '../route.ts'
import type { StaffScene } from '../staff-scene.ts'
import { CAP_MEDIA } from './staff-alerts.ts'

const CAP_TYPE = `${CAP_MEDIA}; charset=utf-8`

/** What everybody signed in may look up. */
export const READ_ROUTES = [
  routeOf({
    method: 'GET',
    path: '/api/v1/orders/:order/attempts',
    summary: 'Every try at an order, oldest first',
    who: 'signed-in',
    params: OrderParam,
    query: NoQuery,
    body: null,
    answers: { 200: AttemptsJson },
    async handle({ desk }: StaffScene, { params }) {
      const order = await desk.store.loadOrder(params.order)
      if (order === null) throw new Refusal('ORDER_NOT_FOUND', params)
      const attempts = await desk.store.loadAttempts(order.id)
      return { json: { attempts: attempts.map(viewAttempt) } }
    },
  }),
  routeOf({
    method: 'GET',
    path: '/api/v1/documents/:identifier',
    summary: 'A signed CAP document, octet for octet',
    who: 'signed-in',
    params: DocumentParam,
    query: NoQuery,
    body: null,
    answers: { 200: { media: CAP_MEDIA } },
    async handle({ desk }: StaffScene, { params }) {
      const document = await desk.store.loadDocument(params.identifier)
      if (document === null) throw new Refusal('NOT_FOUND', { path: params.identifier })
      return { text: document.xml, media: CAP_TYPE }
    },
  }),
  routeOf({
    method: 'GET',
    path: '/api/v1/regions',
    summary: 'Regions by name or code, the largest first',
    who: 'signed-in',
    params: NoParams,
    query: RegionQuery,
    body: null,
    answers: { 200: RegionsJson },
    async handle({ desk }: StaffScene, { query }) {
      return { json: { regions: desk.country.searchRegions(query.search, query.limit) } }
    },
  }),
  routeOf({
    method: 'GET',
    path: '/api/v1/templates',
    summary: 'Ready contents to start a draft from',
    who: 'signed-in',
    params: NoParams,
    query: NoQuery,
    body: null,
    answers: { 200: TemplatesJson },
    async handle() {
      return { json: { templates: TEMPLATES } }
    },
  }),
  routeOf({
    method: 'GET',
    path: '/api/v1/cbcs',
    summary: 'The CBCs in force and their links',
    who: 'signed-in',
    params: NoParams,
    query: NoQuery,
    body: null,
    answers: { 200: CbcsJson },
    async handle({ desk }: StaffScene) {
      const settings = await desk.store.loadCbcs()
      return { json: { cbcs: viewCbcs(settings, desk.means().nowMs) } }
    },
  }),
]

/** The log, for auditors. */
export const LOG_ROUTES = [
  routeOf({
    method: 'GET',
    path: '/api/v1/log',
    summary: 'A page of the log by any filters, newest first',
    who: ['auditor'],
    params: NoParams,
    query: LogQuery,
    body: null,
    answers: { 200: LogPageJson },
    async handle({ desk }: StaffScene, { query }) {
      const search = searchOf(query)
      const [head, found] = await Promise.all([
        desk.store.loadHead(),
        desk.store.searchEntries(search),
      ])
      const next = nextPage(
        search,
        found.map(({ seq }) => seq),
      )
      const json: LogPageJson = {
        size: head?.size ?? 0,
        entries: found.map(viewEntry),
        next: next?.beforeSeq ?? null,
      }
      return { json }
    },
  }),
  routeOf({
    method: 'GET',
    path: '/api/v1/log/verify',
    summary: 'Recompute the whole log and compare it with its newest checkpoint',
    who: ['auditor'],
    params: NoParams,
    query: NoQuery,
    body: null,
    answers: { 200: VerifyJson },
    async handle({ desk }: StaffScene) {
      return { json: await verifyBeside(desk) }
    },
  }),
]

/** Who owns what comes from the registry; the rest from what an administrator has set. */
function viewCbcs(settings: readonly CbcSettings[], nowMs: number): CbcJson[] {
  return registryAt(nowMs).cbcs.map(({ id, operator, plmns }) => {
    const own = settings.find(({ cbc }) => cbc === id)
    return {
      cbc: id,
      operator,
      plmns: [...plmns],
      links: own?.links.map(({ link }) => link) ?? [],
      coding: own?.coding ?? 'untagged',
      serialBy: own?.serial ?? 'ours',
    }
  })
}

function searchOf(query: Parsed<typeof LogQuery>): SearchQuery {
  const { from, until, before, limit, alert, order, cbc, operator, actor, what } = query
  return {
    alert: alert ?? null,
    order: order ?? null,
    cbc: cbc ?? null,
    operator: operator ?? null,
    actor: actor ?? null,
    what: what ?? null,
    fromMs: from === undefined ? null : Date.parse(from),
    toMs: until === undefined ? null : Date.parse(until),
    beforeSeq: before ?? null,
    limit,
  }
}
