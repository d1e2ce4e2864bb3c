import { existsSync } from 'node:fs'
import { join, sep } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '../domain/error.ts'
import { sendProblem } from './problems.ts'

const MISSING = `<!doctype html>
<html lang="id"><head><meta charset="utf-8"><title>Kentongan</title></head>
<body><h1>Kentongan</h1>
<p>Konsol belum dibangun: jalankan "npm run prepare". API ada di /api/v1.</p>
<p lang="en">The console is not built yet: run "npm run prepare". The API is at /api/v1.</p>
</body></html>
`

/**
 * Serves the console. A path without an extension is a page of it, so that a reload lands where
 * it was; what Vite names by its hash never changes.
 */
export function serveConsole(app: FastifyInstance, folder: string): void {
  const isBuilt = existsSync(join(folder, 'index.html'))
  if (isBuilt) {
    app.register(fastifyStatic, {
      root: folder,
      wildcard: false,
      serve: false,
      cacheControl: false,
      setHeaders: (response, path) => {
        const isHashed = path.includes(`${sep}assets${sep}`)
        const lasting = 'public, max-age=31536000, immutable'
        response.header('cache-control', isHashed ? lasting : 'no-cache')
      },
    })
  }
  app.get('/*', async (request, reply) => {
    const path = pathOf(request)
    if (path === null || path === '/api' || path.startsWith('/api/')) return lost(request, reply)
    const isPage = !/\.[^/]*$/.test(path)
    if (!isBuilt) {
      return isPage ? reply.type('text/html; charset=utf-8').send(MISSING) : lost(request, reply)
    }
    return reply.sendFile(isPage ? 'index.html' : path.slice(1))
  })
}

function lost(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const path = (request.url.split('?')[0] ?? '').slice(0, 200)
  return sendProblem(new Refusal('NOT_FOUND', { path }), request, reply)
}

function pathOf(request: FastifyRequest): string | null {
  try {
    return decodeURIComponent(request.url.split('?')[0] ?? '/')
  } catch {
    return null
  }
}
