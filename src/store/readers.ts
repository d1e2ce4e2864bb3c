import {
  listAlerts,
  loadAlert,
  loadDueMessages,
  loadMessage,
  loadMessagesIn,
  nextAlertNumber,
} from './alerts.ts'
import { loadCbc, loadCbcByToken, loadCbcs, loadInventories } from './cbcs.ts'
import { loadClaim, loadSerialFacts, loadVersion } from './claims.ts'
import {
  loadDocument,
  loadDocumentsOfMessage,
  loadPublicDocuments,
  loadThreadDocuments,
} from './documents.ts'
import {
  iterateEntries,
  loadCheckpoint,
  loadCheckpoints,
  loadEntry,
  loadExtent,
  searchEntries,
} from './entries.ts'
import type { Engine } from './handle.ts'
import { loadHead } from './log.ts'
import { loadInstance } from './meta.ts'
import {
  loadAttempts,
  loadCellList,
  loadCellStates,
  loadDueOrders,
  loadFeedOrders,
  loadOpenOrders,
  loadOverdueOrders,
  loadOrder,
  loadOrderByIdentifier,
  loadOrdersOfMessage,
  loadOrdersUsing,
  loadReceiptBatch,
  loadReceiptBatches,
} from './orders.ts'
import {
  countAccounts,
  listAccounts,
  loadAccount,
  loadAccountByName,
  loadInvite,
  loadSession,
} from './people.ts'

/** Everything that can be asked of a data folder. What is not there is null, never a throw. */
const READERS = {
  countAccounts,
  iterateEntries,
  listAccounts,
  listAlerts,
  loadAccount,
  loadAccountByName,
  loadAlert,
  loadAttempts,
  loadCbc,
  loadCbcByToken,
  loadCbcs,
  loadCellList,
  loadCellStates,
  loadCheckpoint,
  loadCheckpoints,
  loadClaim,
  loadDocument,
  loadDocumentsOfMessage,
  loadDueMessages,
  loadDueOrders,
  loadEntry,
  loadExtent,
  loadFeedOrders,
  loadHead,
  loadInstance,
  loadInventories,
  loadInvite,
  loadMessage,
  loadMessagesIn,
  loadOpenOrders,
  loadOverdueOrders,
  loadOrder,
  loadOrderByIdentifier,
  loadOrdersOfMessage,
  loadOrdersUsing,
  loadPublicDocuments,
  loadReceiptBatch,
  loadReceiptBatches,
  loadSerialFacts,
  loadSession,
  loadThreadDocuments,
  loadVersion,
  nextAlertNumber,
  searchEntries,
}

type Bound<F> = F extends (engine: Engine, ...rest: infer R) => infer T ? (...rest: R) => T : never

/** The readers of this room as methods: `loadAlert(engine, id)` is `store.loadAlert(id)`. */
export type Readers = {
  readonly [Name in keyof typeof READERS]: Bound<(typeof READERS)[Name]>
}

export function readersOf(engine: Engine): Readers {
  const readers = Object.entries(READERS) as [string, (engine: Engine) => unknown][]
  const bound = readers.map(([name, read]) => [name, read.bind(null, engine)] as const)
  return Object.fromEntries(bound) as unknown as Readers
}
