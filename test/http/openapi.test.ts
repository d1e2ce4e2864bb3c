import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Role } from '../../src/domain/account.ts'
import { ReceiptJson, receiptSchemaFile } from '../../src/formats/json/receipt.ts'
import type { Audience } from '../../src/http/route.ts'
import { EDGE_ROUTES } from '../../src/http/routes/edge-table.ts'
import { openApiFile, STAFF_ROUTES } from '../../src/http/routes/staff-table.ts'
import { ask, openRig, openStaff } from './rig.ts'

const README = readFileSync('src/http/README.md', 'utf8')

/** The rows of the README's tables as `METHOD path`, with the cell that says for whom. */
function rowsOf(part: 'staff' | 'edge'): { route: string; who: string }[] {
  const table = README.split(`| ${part} route |`)[1]?.split('\n\n')[0] ?? ''
  let step = ''
  return table.split('\n').flatMap((line) => {
    const [, first = '', , who = ''] = line.split('|').map((cell) => cell.trim())
    const names = [...first.matchAll(/`(?:(GET|POST|PUT|DELETE) )?([/…][^`?]*)[^`]*`/g)]
    const methods = [...first.matchAll(/`(GET|POST|PUT|DELETE)[ `]/g)].map(([, method]) => method)
    let method = methods[0] ?? ''
    return names.flatMap(([, own, path = '']) => {
      method = own ?? method
      // `…/approve` and ` · /reject` go on from the path of the step above.
      if (path.endsWith('/submit')) step = path.replace(/\/submit$/, '')
      const isStep = path.startsWith('…') || /^\/(reject|cancel)$/.test(path)
      const full = isStep ? step + path.replace('…', '') : path
      const both = methods.length > names.length ? methods : [method]
      return path === '/*' ? [] : both.map((each) => ({ route: `${each} ${full}`, who }))
    })
  })
}

function sortedRoutes(routes: readonly { method: string; path: string }[]): string[] {
  return routes.map(({ method, path }) => `${method} ${path}`).sort()
}

test('the tables of the README and the routes are the same, both ways', () => {
  const staff = rowsOf('staff').map(({ route }) => route)
  expect(staff.sort()).toEqual(sortedRoutes(STAFF_ROUTES))
  const edge = rowsOf('edge').map(({ route }) => route)
  expect(edge.sort()).toEqual(sortedRoutes(EDGE_ROUTES))
})

test('the README names the audience that the route lets in', () => {
  const who = new Map(rowsOf('staff').map((row) => [row.route, row.who]))
  for (const { method, path, who: audience } of STAFF_ROUTES) {
    const said = who.get(`${method} ${path}`) ?? ''
    expect([path, wordsOf(audience)]).toEqual([path, said.replace(', no hand in it', '')])
  }
  for (const { route, who: said } of rowsOf('edge')) {
    const found = EDGE_ROUTES.find(({ method, path }) => `${method} ${path}` === route)
    expect([route, found?.who]).toEqual([route, said === 'all' ? 'everybody' : 'cbc'])
  }
})

function wordsOf(audience: Audience): string {
  if (audience === 'everybody') return '–'
  return audience === 'signed-in' ? 'any' : (audience as readonly Role[]).join(', ')
}

test('schemas/openapi.json is what the routes give: `npm run schemas` writes it', async () => {
  expect(readFileSync('schemas/openapi.json', 'utf8')).toBe(openApiFile())
  const app = openStaff(await openRig())
  const answer = await ask(app, { url: '/api/v1/openapi.json' })
  expect(answer.body).toBe(openApiFile())
})

test('schemas/receipt.schema.json is what receipts are held by: `npm run schemas` writes it', () => {
  expect(readFileSync('schemas/receipt.schema.json', 'utf8')).toBe(receiptSchemaFile())
  const { properties, $defs } = JSON.parse(receiptSchemaFile()) as Record<string, object>
  expect(Object.keys(properties!)).toEqual(Object.keys(ReceiptJson.shape))
  expect(Object.keys($defs!)).toEqual(['ReceiptAnswer', 'PushAnswer'])
})

test('the OpenAPI file names every route, and points only at schemas that are in it', () => {
  const file = JSON.parse(openApiFile()) as {
    openapi: string
    paths: Record<string, Record<string, { responses: Record<string, unknown> }>>
    components: { schemas: Record<string, unknown> }
  }
  expect(file.openapi).toBe('3.1.0')
  const named = Object.entries(file.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  )
  const routes = [...STAFF_ROUTES, ...EDGE_ROUTES].map(({ method, path }) => ({
    method,
    path: path.replaceAll(/:(\w+)/g, '{$1}'),
  }))
  expect(named.sort()).toEqual(sortedRoutes(routes))
  const references = [...openApiFile().matchAll(/"\$ref": "#\/components\/schemas\/([^"]+)"/g)]
  expect(references.length).toBeGreaterThan(40)
  for (const [, name = ''] of references) expect(file.components.schemas).toHaveProperty(name)
})
