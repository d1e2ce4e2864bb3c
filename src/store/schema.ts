import { blob, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/**
 * The tables as drizzle sees them. `migrations.ts` makes them; a test holds the two together.
 * Instants are epoch ms; columns that hold JSON are text, read back through `rows.ts`.
 */

/** The audit log. A row is never changed or deleted but for the erasure of `body` and `salt`. */
export const entry = sqliteTable('entry', {
  seq: integer('seq').primaryKey(),
  atMs: integer('at_ms').notNull(),
  /** Octets of the leaf, as the tree holds them. */
  leaf: blob('leaf', { mode: 'buffer' }).notNull(),
  /** Over all rows before this one (`audit/log.ts`). */
  link: blob('link', { mode: 'buffer' }).notNull(),
  salt: blob('salt', { mode: 'buffer' }),
  /** Canonical JSON as it was hashed, UTF-8. */
  body: blob('body', { mode: 'buffer' }),
  visibility: text('visibility', { enum: ['published', 'other'] }).notNull(),
  what: text('what').notNull(),
  actor: text('actor').notNull(),
  alertId: text('alert_id'),
  messageId: text('message_id'),
  orderId: text('order_id'),
  cbc: text('cbc'),
})

export const head = sqliteTable('head', {
  id: integer('id').primaryKey(),
  size: integer('size').notNull(),
  /** As `audit/log.ts` makes it. */
  frontier: blob('frontier', { mode: 'buffer' }).notNull(),
  atMs: integer('at_ms').notNull(),
})

export const checkpoint = sqliteTable('checkpoint', {
  size: integer('size').primaryKey(),
  text: text('text').notNull(),
})

export const stream = sqliteTable('stream', {
  id: text('id').primaryKey(),
  version: integer('version').notNull(),
})

export const claim = sqliteTable(
  'claim',
  {
    space: text('space').notNull(),
    key: text('key').notNull(),
    /** May be taken anew from this instant on; null: never. */
    untilMs: integer('until_ms'),
    /** First entry of the decision that took it, so that a repeated request finds its answer. */
    seq: integer('seq'),
    atMs: integer('at_ms').notNull(),
  },
  (table) => [primaryKey({ columns: [table.space, table.key] })],
)

export const alert = sqliteTable('alert', {
  /** The alert's number; its id is the same as text. */
  number: integer('number').primaryKey(),
  id: text('id').notNull().unique(),
  kind: text('kind').notNull(),
  createdAtMs: integer('created_at_ms').notNull(),
  createdBy: text('created_by').notNull(),
  origin: text('origin').notNull(),
})

export const message = sqliteTable('message', {
  id: text('id').primaryKey(),
  alertId: text('alert_id').notNull(),
  n: integer('n').notNull(),
  msgType: text('msg_type').notNull(),
  state: text('state').notNull(),
  content: text('content').notNull(),
  plan: text('plan'),
  contentHash: text('content_hash'),
  hands: text('hands').notNull(),
  approvers: text('approvers').notNull(),
  note: text('note'),
  /** Copied out of the content, for the timer; null: at once on approval. */
  startMs: integer('start_ms'),
  createdAtMs: integer('created_at_ms').notNull(),
  submittedAtMs: integer('submitted_at_ms'),
  approvedAtMs: integer('approved_at_ms'),
  sentMs: integer('sent_ms'),
  expiresMs: integer('expires_ms'),
  endedAtMs: integer('ended_at_ms'),
  endReason: text('end_reason'),
  review: text('review'),
})

/** Not `order`, which is a word of SQL. */
export const orders = sqliteTable('orders', {
  id: text('id').primaryKey(),
  messageId: text('message_id').notNull(),
  alertId: text('alert_id').notNull(),
  cbc: text('cbc').notNull(),
  operator: text('operator').notNull(),
  channel: text('channel').notNull(),
  msgType: text('msg_type').notNull(),
  state: text('state').notNull(),
  identifier: text('identifier').notNull().unique(),
  sentMs: integer('sent_ms').notNull(),
  expiresMs: integer('expires_ms').notNull(),
  stage: text('stage'),
  links: text('links').notNull(),
  used: text('used').notNull(),
  attempts: integer('attempts').notNull(),
  dueMs: integer('due_ms'),
  reason: text('reason'),
  inventoryVersion: text('inventory_version'),
  cellsDigest: text('cells_digest'),
  cells: integer('cells').notNull(),
  unplanned: integer('unplanned').notNull(),
  acceptedAtMs: integer('accepted_at_ms'),
  onAirAtMs: integer('on_air_at_ms'),
})

export const orderCopy = sqliteTable(
  'order_copy',
  {
    orderId: text('order_id').notNull(),
    /** Place among the copies: `id-ID` first. */
    n: integer('n').notNull(),
    language: text('language').notNull(),
    messageIdentifier: integer('message_identifier').notNull(),
    serial: integer('serial').notNull(),
    dcs: integer('dcs').notNull(),
    pages: integer('pages').notNull(),
    silent: integer('silent').notNull(),
    failed: integer('failed').notNull(),
    broadcasting: integer('broadcasting').notNull(),
    completed: integer('completed').notNull(),
    cancelled: integer('cancelled').notNull(),
    replaces: integer('replaces'),
    usedIdentifier: integer('used_identifier'),
    usedSerial: integer('used_serial'),
  },
  (table) => [primaryKey({ columns: [table.orderId, table.language] })],
)

export const attempt = sqliteTable(
  'attempt',
  {
    orderId: text('order_id').notNull(),
    n: integer('n').notNull(),
    link: text('link').notNull(),
    startedAtMs: integer('started_at_ms').notNull(),
    settledAtMs: integer('settled_at_ms'),
    outcome: text('outcome'),
    detail: text('detail'),
  },
  (table) => [primaryKey({ columns: [table.orderId, table.n] })],
)

export const document = sqliteTable('document', {
  identifier: text('identifier').primaryKey(),
  alertId: text('alert_id').notNull(),
  messageId: text('message_id').notNull(),
  orderId: text('order_id'),
  audience: text('audience').notNull(),
  xml: text('xml').notNull(),
  sha256: text('sha256').notNull(),
  sentMs: integer('sent_ms').notNull(),
  expiresMs: integer('expires_ms').notNull(),
})

/** Indexes mean a cell only within an inventory version, so both are the key. */
export const cellList = sqliteTable(
  'cell_list',
  {
    digest: text('digest').notNull(),
    inventoryVersion: text('inventory_version').notNull(),
    count: integer('count').notNull(),
    octets: blob('octets', { mode: 'buffer' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.digest, table.inventoryVersion] })],
)

/** The last snapshot of each copy; batches after `batches` are replayed over it. */
export const cellStates = sqliteTable(
  'cell_states',
  {
    orderId: text('order_id').notNull(),
    language: text('language').notNull(),
    states: blob('states', { mode: 'buffer' }).notNull(),
    times: blob('times', { mode: 'buffer' }).notNull(),
    /** `n` of the last receipt batch that the snapshot has in it; 0 for none. */
    batches: integer('batches').notNull(),
  },
  (table) => [primaryKey({ columns: [table.orderId, table.language] })],
)

export const receiptBatch = sqliteTable('receipt_batch', {
  n: integer('n').primaryKey(),
  orderId: text('order_id').notNull(),
  batch: text('batch').notNull(),
  sha256: text('sha256').notNull(),
  receivedAtMs: integer('received_at_ms').notNull(),
  octets: blob('octets', { mode: 'buffer' }).notNull(),
})

export const serialCursor = sqliteTable('serial_cursor', {
  messageIdentifier: integer('message_identifier').primaryKey(),
  /** Turn of `domain/cb/serials.ts`. */
  nextTurn: integer('next_turn').notNull(),
})

export const account = sqliteTable('account', {
  id: text('id').primaryKey(),
  name: text('name').notNull().unique(),
  roles: text('roles').notNull(),
  passwordHash: text('password_hash'),
  disabled: integer('disabled', { mode: 'boolean' }).notNull(),
  createdAtMs: integer('created_at_ms').notNull(),
})

export const invite = sqliteTable('invite', {
  tokenSha256: text('token_sha256').primaryKey(),
  accountId: text('account_id').notNull(),
  expiresMs: integer('expires_ms').notNull(),
})

export const session = sqliteTable('session', {
  tokenSha256: text('token_sha256').primaryKey(),
  accountId: text('account_id').notNull(),
  csrf: text('csrf').notNull(),
  createdAtMs: integer('created_at_ms').notNull(),
  expiresMs: integer('expires_ms').notNull(),
})

export const cbc = sqliteTable('cbc', {
  cbc: text('cbc').primaryKey(),
  links: text('links').notNull(),
  tokenSha256: text('token_sha256').notNull(),
  loopback: integer('loopback', { mode: 'boolean' }).notNull(),
  coding: text('coding').notNull(),
  serial: text('serial').notNull(),
})

export const inventory = sqliteTable('inventory', {
  version: text('version').primaryKey(),
  cells: integer('cells').notNull(),
  importedAtMs: integer('imported_at_ms').notNull(),
})

export const meta = sqliteTable('meta', {
  key: text('key').primaryKey(),
  value: text('value').notNull(),
})
