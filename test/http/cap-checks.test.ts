import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { CapReportJson, DraftedJson, ProblemJson } from '../../src/formats/json/views.ts'
import { openAccount, openRig, openStaff, sessionHeaders } from './rig.ts'

const INFO =
  '<info><language>id-ID</language><category>Met</category><event>Hujan</event><urgency>Immediate</urgency><severity>Severe</severity><certainty>Observed</certainty><expires>2026-11-25T13:00:00+07:00</expires><headline>Hujan lebat</headline><description>Hujan lebat di Bogor</description><parameter><valueName>WEAHandling</valueName><value>Imminnent Threat</value></parameter><area><areaDesc>Bogor</areaDesc><polygon>-6,106 -6,107 -7,107 -6,106</polygon></area></info>'
const capOf = (change: (xml: string) => string = (xml) => xml): string =>
  change(
    `<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">\n<identifier>x</identifier><sender>a@b.example</sender><sent>2026-11-25T11:00:00+07:00</sent><status>Actual</status><msgType>Alert</msgType><scope>Public</scope>\n${INFO}</alert>`,
  )

type Person = 'requester' | 'author'

async function openDesk() {
  const rig = await openRig()
  const app = openStaff(rig)
  const people = {
    requester: await openAccount(rig, 'peminta', ['requester']),
    author: await openAccount(rig, 'penulis', ['author']),
  }
  const post = async (of: {
    readonly url: '/api/v1/cap-checks' | '/api/v1/alerts/from-cap'
    readonly xml: string | Uint8Array
    readonly as?: Person
    readonly type?: string
    readonly csrf?: boolean
  }) => {
    const { 'x-csrf-token': csrf, ...cookie } = sessionHeaders(people[of.as ?? 'author'])
    return app.inject({
      method: 'POST',
      url: of.url,
      payload: Buffer.from(of.xml),
      headers: {
        ...cookie,
        ...(of.csrf === false ? {} : { 'x-csrf-token': csrf }),
        'content-type': of.type ?? 'application/cap+xml',
      },
    })
  }
  return { rig, post }
}

test('a check answers both verdicts and every finding, to whoever is signed in', async () => {
  const { post } = await openDesk()
  const url = '/api/v1/cap-checks'
  for (const type of ['application/cap+xml', 'application/xml', 'text/xml; charset=utf-8']) {
    const answer = await post({ url, xml: capOf(), as: 'requester', type })
    expect(answer.statusCode).toBe(200)
    const report = answer.json<CapReportJson>()
    expect(report).toMatchObject({ version: '1.2', valid: true, broadcastable: false, more: 0 })
    const found = report.findings.find(({ rule }) => rule === 'C01-wea-handling')
    expect(found).toMatchObject({
      level: 'error',
      path: '/alert[1]/info[1]/parameter[1]/value[1]',
      line: 3,
      mend: 'Imminent Threat',
    })
    expect(
      capOf()
        .split('\n')[2]!
        .slice(found!.column! - 1),
    ).toMatch(/^<value>Imminn/)
    expect(found?.message.id).toContain('WEAHandling')
  }
  const broken = await post({ url, xml: readFileSync('fixtures/cap/references-after-info.xml') })
  expect(broken.json()).toMatchObject({ valid: false, broadcastable: false })
})

test('a check wants the CSRF token and XML, and stores nothing', async () => {
  const { rig, post } = await openDesk()
  const url = '/api/v1/cap-checks'
  const next = await rig.desk.store.nextAlertNumber()
  const forged = await post({ url, xml: capOf(), csrf: false })
  expect([forged.statusCode, forged.json<ProblemJson>().code]).toEqual([403, 'CSRF_REFUSED'])
  const json = await post({ url, xml: '{}', type: 'application/json' })
  expect([json.statusCode, json.json<ProblemJson>().code]).toEqual([415, 'MEDIA_REFUSED'])
  await post({ url, xml: capOf() })
  expect(await rig.desk.store.nextAlertNumber()).toBe(next)
})

test('a draft takes CAP under its own name alone', async () => {
  const { post } = await openDesk()
  const url = '/api/v1/alerts/from-cap'
  const answer = await post({ url, xml: capOf(), type: 'application/xml' })
  expect([answer.statusCode, answer.json<ProblemJson>().code]).toEqual([415, 'MEDIA_REFUSED'])
})

test('a document that makes no draft is answered with all that was found in it', async () => {
  const { post } = await openDesk()
  const url = '/api/v1/alerts/from-cap'
  const twice = capOf((xml) =>
    xml.replace('<urgency>Immediate', '<urgency>Now').replace('<severity>Severe', '<severity>Bad'),
  )
  const invalid = await post({ url, xml: twice })
  expect(invalid.statusCode).toBe(422)
  const problem = invalid.json<ProblemJson>()
  expect(problem.code).toBe('CAP_INVALID')
  const errors = problem.findings?.filter(({ rule }) => rule.startsWith('X'))
  expect(errors?.map(({ path }) => path.split('/').at(-1))).toEqual(['urgency[1]', 'severity[1]'])
  // Valid CAP that is not for us: what else is wrong with it is said at once.
  const other = await post({ url, xml: capOf((xml) => xml.replace('>Actual<', '>System<')) })
  const { code, findings } = other.json<ProblemJson>()
  expect([other.statusCode, code]).toEqual([422, 'CAP_INVALID'])
  expect(findings?.map(({ rule }) => rule)).toContain('C01-wea-handling')
})

test('a draft comes with what is wrong or doubtful in its document, also the second time', async () => {
  const { post } = await openDesk()
  for (const status of [201, 200]) {
    const answer = await post({ url: '/api/v1/alerts/from-cap', xml: capOf() })
    expect(answer.statusCode).toBe(status)
    const { documentFindings, messages } = answer.json<DraftedJson>()
    expect(messages).toHaveLength(1)
    expect(documentFindings.map(({ rule }) => rule)).toContain('C01-wea-handling')
    expect(documentFindings.map(({ level }) => level)).not.toContain('info')
  }
})
