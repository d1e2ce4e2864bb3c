import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { nowMs } from '../../clock.ts'
import { createCellReader } from '../../desk/cell-lists.ts'
import { cellsIn } from '../../desk/cell-reports.ts'
import { openStore } from '../../store/open.ts'
import type { Stage } from './prepare.ts'

/** Every signed document as a file of its own, octet for octet as it was served. */
export async function saveDocuments(folder: string): Promise<string> {
  const target = join(folder, 'documents')
  mkdirSync(target, { recursive: true })
  const store = await openStore(folder, { readonly: true, nowMs })
  try {
    const page = await store.listAlerts({ limit: 100 })
    for (const { alert } of page.alerts) {
      const thread = await store.loadAlert(alert.id)
      for (const message of thread?.messages ?? []) {
        for (const document of await store.loadDocumentsOfMessage(message.id)) {
          writeFileSync(join(target, `${document.identifier}.xml`), document.xml)
        }
      }
    }
  } finally {
    await store.close()
  }
  return target
}

/** What each CBC, and everyone, can read: the feeds as files. */
export async function saveFeeds(stage: Stage): Promise<string> {
  const target = join(stage.folder, 'feeds')
  mkdirSync(target, { recursive: true })
  const edge = `http://127.0.0.1:${stage.edgePort}`
  const save = async (name: string, path: string, token: string | null): Promise<void> => {
    const headers: Record<string, string> =
      token === null ? {} : { authorization: `Bearer ${token}` }
    const answer = await fetch(`${edge}${path}`, { headers })
    if (!answer.ok) throw new Error(`Feed ${path} answered ${answer.status}`)
    writeFileSync(join(target, `${name}.atom`), await answer.text())
  }
  await Promise.all([
    save('public', '/public/feed.atom', null),
    ...stage.cbcs.map(({ cbc, token }) => save(cbc, '/cbc/v1/feed', token)),
  ])
  return target
}

/** The planned cells that are not on the air, by name: where nobody heard the alert. */
export async function saveUnheard(folder: string, orderIds: readonly string[]): Promise<string> {
  const target = join(folder, 'unheard.csv')
  const store = await openStore(folder, { readonly: true, nowMs })
  try {
    const reader = createCellReader(store)
    const lines = ['cbc,language,state,cell']
    for (const id of orderIds) {
      const order = await store.loadOrder(id)
      if (order === null) continue
      for (const { language, state, cell } of await cellsIn(reader, order, ['failed', 'silent'])) {
        lines.push(`${order.cbc},${language},${state},${cell}`)
      }
    }
    writeFileSync(target, `${lines.join('\n')}\n`)
  } finally {
    await store.close()
  }
  return target
}
