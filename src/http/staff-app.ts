import { fileURLToPath } from 'node:url'
import cookie from '@fastify/cookie'
import websocket from '@fastify/websocket'
import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import type { Desk } from '../desk/desk.ts'
import { SignInGuard } from '../desk/sign-in-guard.ts'
import { Refusal } from '../domain/error.ts'
import { AlertParam } from '../formats/json/params.ts'
import { parseInput } from '../formats/json/parse.ts'
import { addRoutes, createApp } from './app.ts'
import { serveConsole } from './console-files.ts'
import { LiveAlerts } from './live.ts'
import { CAP_MEDIA } from './routes/staff-alerts.ts'
import { XML_MEDIA } from './routes/staff-cap.ts'
import { LIVE_PATH, STAFF_ROUTES } from './routes/staff-table.ts'
import { admit, cookieTokenOf, signedInOf } from './session.ts'
import type { StaffScene } from './staff-scene.ts'

export interface StaffMeans {
  readonly desk: Desk
  readonly log: FastifyBaseLogger
  /** Where the built console lies; without it, where `npm run prepare` puts it. */
  readonly consoleFolder?: string
}

const CONSOLE_FOLDER = fileURLToPath(new URL('../console/dist', import.meta.url))

// A ministry's whole situation room may sit behind one address.
const REQUESTS_PER_MINUTE = 6_000
const REQUEST_TIMEOUT_MS = 15_000

/** The staff's listener, not yet listening. Closing it lets go of everything it holds. */
export function buildStaffApp(of: StaffMeans): FastifyInstance {
  const { desk, log, consoleFolder = CONSOLE_FOLDER } = of
  const app = createApp({
    log,
    requestsPerMinute: REQUESTS_PER_MINUTE,
    requestTimeoutMs: REQUEST_TIMEOUT_MS,
  })
  const live = new LiveAlerts(desk, (error) => log.error({ err: error }, 'live broke'))
  const scene: StaffScene = { desk, guard: new SignInGuard(), live }
  app.decorateRequest('signedIn', null)
  app.addHook('onClose', async () => live.stop())
  app.register(cookie)
  // Consoles say nothing over it: a few octets are plenty.
  app.register(websocket, { options: { maxPayload: 1_024 } })
  app.addContentTypeParser(
    [CAP_MEDIA, ...XML_MEDIA],
    { parseAs: 'buffer' },
    async (_: unknown, body: unknown) => body,
  )
  // Everything else is refused as it comes, not read as text.
  app.removeContentTypeParser('text/plain')
  // Plugins come first: a route that is added before them would go without their hooks.
  app.register(async (inner) => {
    const plain = STAFF_ROUTES.filter((route) => route.path !== LIVE_PATH)
    addRoutes(inner, plain, {
      scene,
      gate: async (_, request, { who }) => admit(desk, request, who),
    })
    addLive(inner, scene)
    serveConsole(inner, consoleFolder)
  })
  return app
}

function addLive(app: FastifyInstance, { desk, live }: StaffScene): void {
  app.route({
    method: 'GET',
    url: LIVE_PATH,
    onRequest: async (request) => admit(desk, request, 'signed-in'),
    handler: async () => {
      throw new Refusal('MEDIA_REFUSED', { wanted: 'WebSocket', found: 'HTTP' })
    },
    wsHandler: async (socket, request) => {
      const { alert } = parseInput(AlertParam, request.params, 'path')
      const token = cookieTokenOf(desk, request) ?? ''
      await live.watch(socket, { alertId: alert, signedIn: signedInOf(request), token })
    },
  })
}
