import { checkContent } from '../../desk/check-content.ts'
import { correctUse, reviewUse } from '../../desk/correct.ts'
import { draftAlertUse } from '../../desk/draft-alert.ts'
import { draftUpdateUse } from '../../desk/draft-update.ts'
import { draftFromCap } from '../../desk/draft-from-cap.ts'
import {
  approveUse,
  cancelUse,
  changeUse,
  discardUse,
  returnUse,
  submitUse,
  withdrawUse,
} from '../../desk/message-steps.ts'
import { listAlertRows, viewAlert, viewCheck, viewFinding } from '../../desk/views.ts'
import type { Actor, Role } from '../../domain/account.ts'
import { contentFromJson } from '../../formats/json/content.ts'
import { AlertParam, MessageParam, NoParams, NoQuery } from '../../formats/json/params.ts'
import type { Parsed, Schema } from '../../formats/json/parse.ts'
import {
  ApproveJson,
  ChangeJson,
  CheckRequestJson,
  CorrectJson,
  DraftJson,
  ListQuery,
  ReasonStepJson,
  StepJson,
} from '../../formats/json/requests.ts'
import { AlertJson, AlertListJson, CheckJson, DraftedJson } from '../../formats/json/views.ts'
import { type Answer, routeOf } from '../route.ts'
import { signedInOf } from '../session.ts'
import type { StaffScene } from '../staff-scene.ts'

const ALERTS = '/api/v1/alerts'
const MESSAGE = '/api/v1/messages/:message'
export const CAP_MEDIA = 'application/cap+xml'

/** Alerts: lists, drafts, checks. */
export const ALERT_ROUTES = [
  routeOf({
    method: 'GET',
    path: ALERTS,
    summary: 'A page of alerts, newest first',
    who: 'signed-in',
    params: NoParams,
    query: ListQuery,
    body: null,
    answers: { 200: AlertListJson },
    async handle({ desk }: StaffScene, { query }) {
      return { json: await listAlertRows(desk.store, query) }
    },
  }),
  routeOf({
    method: 'POST',
    path: ALERTS,
    summary: 'Draft an alert',
    who: ['author'],
    params: NoParams,
    query: NoQuery,
    body: DraftJson,
    answers: { 201: AlertJson },
    async handle(scene: StaffScene, { body, request }) {
      const { actor } = signedInOf(request)
      const draft = { content: contentFromJson(body.content), origin: { from: body.origin } }
      const id = await draftAlertUse(scene.desk, draft, actor)
      return { status: 201, json: await alertOf(scene, id, actor) }
    },
  }),
  routeOf({
    method: 'POST',
    path: `${ALERTS}/from-cap`,
    summary: 'Draft an alert from a CAP document; 200 when it is the same document again',
    who: ['author'],
    params: NoParams,
    query: NoQuery,
    body: CAP_MEDIA,
    answers: { 200: DraftedJson, 201: DraftedJson },
    async handle(scene: StaffScene, { body, request }) {
      const { actor } = signedInOf(request)
      const { alertId, again, findings } = await draftFromCap(scene.desk, body, actor)
      const alert = await alertOf(scene, alertId, actor)
      const json: DraftedJson = { ...alert, documentFindings: findings.map(viewFinding) }
      return { status: again ? 200 : 201, json }
    },
  }),
  routeOf({
    method: 'GET',
    path: `${ALERTS}/:alert`,
    summary: 'An alert with its messages and orders',
    who: 'signed-in',
    params: AlertParam,
    query: NoQuery,
    body: null,
    answers: { 200: AlertJson },
    async handle(scene: StaffScene, { params, request }) {
      return { json: await alertOf(scene, params.alert, signedInOf(request).actor) }
    },
  }),
  routeOf({
    method: 'POST',
    path: '/api/v1/check',
    summary: 'Check a content and plan it; nothing is stored',
    who: ['author'],
    params: NoParams,
    query: NoQuery,
    body: CheckRequestJson,
    answers: { 200: CheckJson },
    async handle({ desk }: StaffScene, { body }) {
      const { content, alert = null } = body
      return { json: viewCheck(await checkContent(desk, contentFromJson(content), alert)) }
    },
  }),
  routeOf({
    method: 'PUT',
    path: MESSAGE,
    summary: 'Change a draft',
    who: ['author'],
    params: MessageParam,
    query: NoQuery,
    body: ChangeJson,
    answers: { 200: AlertJson },
    async handle(scene: StaffScene, { params, body, request }) {
      const { actor } = signedInOf(request)
      const change = { content: contentFromJson(body.content), version: body.version }
      const id = await changeUse(scene.desk, params.message, change, actor)
      return { json: await alertOf(scene, id, actor) }
    },
  }),
]

/** What follows a message that is on air. */
export const FOLLOW_ROUTES = [
  routeOf({
    method: 'POST',
    path: `${MESSAGE}/updates`,
    summary: 'Draft an update of a live message: it begins as a copy and takes its place',
    who: ['author'],
    params: MessageParam,
    query: NoQuery,
    body: StepJson,
    answers: { 201: AlertJson },
    async handle(scene: StaffScene, { params, body, request }) {
      const { actor } = signedInOf(request)
      const id = await draftUpdateUse(scene.desk, params.message, body, actor)
      return { status: 201, json: await alertOf(scene, id, actor) }
    },
  }),
  routeOf({
    method: 'POST',
    path: `${MESSAGE}/corrections`,
    summary: 'Say false alarm or all-clear by a ready text, at once, where the message was heard',
    who: ['author', 'approver'],
    params: MessageParam,
    query: NoQuery,
    body: CorrectJson,
    answers: { 201: AlertJson },
    async handle(scene: StaffScene, { params, body, request }) {
      const { actor } = signedInOf(request)
      const id = await correctUse(scene.desk, params.message, body, actor)
      return { status: 201, json: await alertOf(scene, id, actor) }
    },
  }),
]

/** Steps of a message. Each answers with the alert as it is afterwards. */
export const STEP_ROUTES = [
  stepOf({
    step: 'submit',
    who: ['author'],
    body: StepJson,
    summary: 'Submit a draft for approval',
    use: submitUse,
  }),
  stepOf({
    step: 'approve',
    who: ['approver'],
    body: ApproveJson,
    summary: 'Approve exactly what was seen',
    use: approveUse,
  }),
  stepOf({
    step: 'return',
    who: ['approver'],
    body: ReasonStepJson,
    summary: 'Return to its authors',
    use: (desk, id, body, actor) => returnUse(desk, id, { ...body, step: 'return' }, actor),
  }),
  stepOf({
    step: 'reject',
    who: ['approver'],
    body: ReasonStepJson,
    summary: 'Reject for good',
    use: (desk, id, body, actor) => returnUse(desk, id, { ...body, step: 'reject' }, actor),
  }),
  stepOf({
    step: 'withdraw',
    who: ['author', 'approver'],
    body: ReasonStepJson,
    summary: 'Withdraw what is not on air yet',
    use: withdrawUse,
  }),
  stepOf({
    step: 'cancel',
    who: ['author', 'approver'],
    body: ReasonStepJson,
    summary: 'Cancel what is on air, or may still come on air',
    use: cancelUse,
  }),
  stepOf({
    step: 'review',
    who: ['approver'],
    body: ReasonStepJson,
    summary: 'Review what one person has sent alone, and say what was found',
    use: reviewUse,
  }),
  stepOf({
    step: 'discard',
    who: ['author'],
    body: StepJson,
    summary: 'Discard a draft',
    use: discardUse,
  }),
]

function stepOf<B extends Schema>(of: {
  readonly step: string
  readonly who: readonly Role[]
  readonly body: B
  readonly summary: string
  readonly use: (
    desk: StaffScene['desk'],
    messageId: string,
    input: Parsed<B>,
    actor: Actor,
  ) => Promise<string>
}) {
  const { step, use, ...rest } = of
  return routeOf({
    ...rest,
    method: 'POST',
    path: `${MESSAGE}/${step}`,
    params: MessageParam,
    query: NoQuery,
    answers: { 200: AlertJson },
    async handle(scene: StaffScene, { params, body, request }): Promise<Answer> {
      const { actor } = signedInOf(request)
      const id = await use(scene.desk, params.message, body as Parsed<B>, actor)
      return { json: await alertOf(scene, id, actor) }
    },
  })
}

async function alertOf({ desk }: StaffScene, id: string, actor: Actor): Promise<AlertJson> {
  return viewAlert(desk.store, id, actor)
}
