import type Database from 'better-sqlite3'
import { Refusal } from '../domain/error.ts'

/** `KTNG`: tells our database from any other that lies in the folder under its name. */
const APPLICATION_ID = 0x4b544e47

const FIRST = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE entry (
  seq INTEGER PRIMARY KEY CHECK (seq >= 0),
  at_ms INTEGER NOT NULL,
  leaf BLOB NOT NULL,
  link BLOB NOT NULL,
  salt BLOB,
  body BLOB,
  visibility TEXT NOT NULL,
  what TEXT NOT NULL,
  actor TEXT NOT NULL,
  alert_id TEXT,
  message_id TEXT,
  order_id TEXT,
  cbc TEXT
) STRICT;
-- The rowid stands at the end of every index: a page by any of them needs no sort.
CREATE INDEX entry_at ON entry (at_ms);
CREATE INDEX entry_what ON entry (what);
CREATE INDEX entry_actor ON entry (actor);
CREATE INDEX entry_alert ON entry (alert_id) WHERE alert_id IS NOT NULL;
CREATE INDEX entry_order ON entry (order_id) WHERE order_id IS NOT NULL;
CREATE INDEX entry_cbc ON entry (cbc) WHERE cbc IS NOT NULL;
CREATE TRIGGER entry_is_kept BEFORE DELETE ON entry
BEGIN SELECT raise(ABORT, 'an entry is never deleted'); END;
CREATE TRIGGER entry_is_final BEFORE UPDATE ON entry
WHEN NEW.body IS NOT NULL OR NEW.salt IS NOT NULL
  OR NEW.seq IS NOT OLD.seq OR NEW.at_ms IS NOT OLD.at_ms OR NEW.leaf IS NOT OLD.leaf
  OR NEW.link IS NOT OLD.link
  OR NEW.visibility IS NOT OLD.visibility OR NEW.what IS NOT OLD.what
  OR NEW.actor IS NOT OLD.actor OR NEW.alert_id IS NOT OLD.alert_id
  OR NEW.message_id IS NOT OLD.message_id OR NEW.order_id IS NOT OLD.order_id
  OR NEW.cbc IS NOT OLD.cbc
BEGIN SELECT raise(ABORT, 'an entry is never changed, only its body and salt erased'); END;
CREATE TRIGGER entry_is_appended BEFORE INSERT ON entry
WHEN EXISTS (SELECT 1 FROM entry WHERE seq >= NEW.seq)
BEGIN SELECT raise(ABORT, 'an entry is only appended'); END;

CREATE TABLE head (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  size INTEGER NOT NULL,
  frontier BLOB NOT NULL,
  at_ms INTEGER NOT NULL
) STRICT;
CREATE TABLE checkpoint (size INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;
CREATE TABLE stream (id TEXT PRIMARY KEY, version INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE claim (
  space TEXT NOT NULL,
  key TEXT NOT NULL,
  until_ms INTEGER,
  seq INTEGER,
  at_ms INTEGER NOT NULL,
  PRIMARY KEY (space, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE alert (
  number INTEGER PRIMARY KEY CHECK (number > 0),
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  origin TEXT NOT NULL
) STRICT;
CREATE TABLE message (
  id TEXT PRIMARY KEY,
  alert_id TEXT NOT NULL REFERENCES alert (id),
  n INTEGER NOT NULL,
  msg_type TEXT NOT NULL,
  state TEXT NOT NULL,
  content TEXT NOT NULL,
  plan TEXT,
  content_hash TEXT,
  hands TEXT NOT NULL,
  approvers TEXT NOT NULL,
  note TEXT,
  start_ms INTEGER,
  created_at_ms INTEGER NOT NULL,
  submitted_at_ms INTEGER,
  approved_at_ms INTEGER,
  sent_ms INTEGER,
  expires_ms INTEGER,
  ended_at_ms INTEGER,
  end_reason TEXT
) STRICT;
CREATE UNIQUE INDEX message_of_alert ON message (alert_id, n);
CREATE INDEX message_state ON message (state);
CREATE TABLE orders (
  id TEXT PRIMARY KEY,
  message_id TEXT NOT NULL REFERENCES message (id),
  alert_id TEXT NOT NULL REFERENCES alert (id),
  cbc TEXT NOT NULL,
  operator TEXT NOT NULL,
  channel TEXT NOT NULL,
  msg_type TEXT NOT NULL,
  state TEXT NOT NULL,
  identifier TEXT NOT NULL UNIQUE,
  sent_ms INTEGER NOT NULL,
  expires_ms INTEGER NOT NULL,
  stage TEXT,
  links TEXT NOT NULL,
  used TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  due_ms INTEGER,
  reason TEXT,
  inventory_version TEXT,
  cells_digest TEXT,
  cells INTEGER NOT NULL,
  unplanned INTEGER NOT NULL,
  accepted_at_ms INTEGER,
  on_air_at_ms INTEGER
) STRICT;
CREATE INDEX orders_of_message ON orders (message_id);
CREATE INDEX orders_of_alert ON orders (alert_id);
CREATE INDEX orders_of_cbc ON orders (cbc, expires_ms);
CREATE INDEX orders_due ON orders (due_ms) WHERE due_ms IS NOT NULL;
CREATE INDEX orders_open ON orders (state) WHERE state NOT IN ('ended', 'refused', 'failed');
CREATE TABLE order_copy (
  order_id TEXT NOT NULL REFERENCES orders (id),
  n INTEGER NOT NULL,
  language TEXT NOT NULL,
  message_identifier INTEGER NOT NULL,
  serial INTEGER NOT NULL,
  dcs INTEGER NOT NULL,
  pages INTEGER NOT NULL,
  silent INTEGER NOT NULL,
  failed INTEGER NOT NULL,
  broadcasting INTEGER NOT NULL,
  completed INTEGER NOT NULL,
  cancelled INTEGER NOT NULL,
  PRIMARY KEY (order_id, language)
) STRICT, WITHOUT ROWID;
CREATE TABLE attempt (
  order_id TEXT NOT NULL REFERENCES orders (id),
  n INTEGER NOT NULL,
  link TEXT NOT NULL,
  started_at_ms INTEGER NOT NULL,
  settled_at_ms INTEGER,
  outcome TEXT,
  detail TEXT,
  PRIMARY KEY (order_id, n)
) STRICT, WITHOUT ROWID;
CREATE TABLE document (
  identifier TEXT PRIMARY KEY,
  alert_id TEXT NOT NULL REFERENCES alert (id),
  message_id TEXT NOT NULL REFERENCES message (id),
  order_id TEXT REFERENCES orders (id),
  audience TEXT NOT NULL,
  xml TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  sent_ms INTEGER NOT NULL,
  expires_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX document_of_alert ON document (alert_id, sent_ms);
CREATE INDEX document_of_message ON document (message_id);
CREATE INDEX document_of_audience ON document (audience, expires_ms);
CREATE TABLE cell_list (
  digest TEXT NOT NULL,
  inventory_version TEXT NOT NULL,
  count INTEGER NOT NULL,
  octets BLOB NOT NULL,
  PRIMARY KEY (digest, inventory_version)
) STRICT;
CREATE TABLE cell_states (
  order_id TEXT NOT NULL REFERENCES orders (id),
  language TEXT NOT NULL,
  states BLOB NOT NULL,
  times BLOB NOT NULL,
  batches INTEGER NOT NULL,
  PRIMARY KEY (order_id, language)
) STRICT;
CREATE TABLE receipt_batch (
  n INTEGER PRIMARY KEY,
  order_id TEXT NOT NULL REFERENCES orders (id),
  batch TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  received_at_ms INTEGER NOT NULL,
  octets BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX receipt_batch_of_order ON receipt_batch (order_id, batch);
CREATE TABLE serial_cursor (
  message_identifier INTEGER PRIMARY KEY,
  next_code INTEGER NOT NULL
) STRICT;

CREATE TABLE account (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  roles TEXT NOT NULL,
  password_hash TEXT,
  disabled INTEGER NOT NULL,
  created_at_ms INTEGER NOT NULL
) STRICT;
CREATE TABLE invite (
  token_sha256 TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES account (id),
  expires_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE session (
  token_sha256 TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES account (id),
  csrf TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL,
  expires_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE cbc (
  cbc TEXT PRIMARY KEY,
  links TEXT NOT NULL,
  token_sha256 TEXT NOT NULL,
  loopback INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE inventory (
  version TEXT PRIMARY KEY,
  cells INTEGER NOT NULL,
  imported_at_ms INTEGER NOT NULL
) STRICT;
`

/** Updates name what they replace; what one person sent alone is reviewed. */
const UPDATES = `
ALTER TABLE order_copy ADD COLUMN replaces INTEGER;
ALTER TABLE message ADD COLUMN review TEXT;
`

/** How the copies of a CBC are coded. */
const CODING = `
ALTER TABLE cbc ADD COLUMN coding TEXT NOT NULL DEFAULT 'untagged';
`

/** Serial numbers go by turns of the clock; what a CBC with serial numbers of its own has used. */
const SERIALS = `
ALTER TABLE serial_cursor RENAME COLUMN next_code TO next_turn;
ALTER TABLE cbc ADD COLUMN serial TEXT NOT NULL DEFAULT 'ours';
ALTER TABLE order_copy ADD COLUMN used_identifier INTEGER;
ALTER TABLE order_copy ADD COLUMN used_serial INTEGER;
`

/** Plans made before CBCs had a coding, and RATs a repetition of their own. */
const PLANS = `
UPDATE message SET plan = json_set(plan,
  '$.copies', json((
    SELECT json_group_array(json_insert(value, '$.prefixed', NULL))
    FROM json_each(plan, '$.copies'))),
  '$.orders', json((
    SELECT json_group_array(json_insert(value, '$.coding', 'untagged', '$.repetition', json('[]')))
    FROM json_each(plan, '$.orders'))))
WHERE plan IS NOT NULL;
`

/** In order; the index plus one is the `user_version` that each one leaves. Only ever added to. */
const MIGRATIONS: readonly string[] = [FIRST, UPDATES, CODING, SERIALS, PLANS]

/**
 * Brings the database to this release, one transaction a migration.
 *
 * @throws {Refusal} `FOLDER_REFUSED` when the database is newer than the code, or is not ours.
 */
export function migrate(client: Database.Database, folder: string): void {
  const found = versionOf(client, folder)
  for (const [at, sql] of MIGRATIONS.entries()) {
    if (at < found) continue
    client.transaction(() => {
      client.exec(sql)
      client.pragma(`application_id = ${APPLICATION_ID}`)
      client.pragma(`user_version = ${at + 1}`)
    })()
  }
}

/**
 * For those who cannot migrate: readers.
 *
 * @throws {Refusal} `FOLDER_REFUSED` when the database is not exactly of this release.
 */
export function assertCurrent(client: Database.Database, folder: string): void {
  const found = versionOf(client, folder)
  if (found === MIGRATIONS.length) return
  const reason = `its database is of version ${found}, which the service must first bring to ${MIGRATIONS.length}`
  throw new Refusal('FOLDER_REFUSED', { folder, reason })
}

/** Whether this program has made the database. */
export function isOurs(client: Database.Database): boolean {
  return Number(client.pragma('application_id', { simple: true })) === APPLICATION_ID
}

function versionOf(client: Database.Database, folder: string): number {
  const version = Number(client.pragma('user_version', { simple: true }))
  if (version > MIGRATIONS.length) {
    const reason = `its database is of version ${version}, newer than ${MIGRATIONS.length} of this release`
    throw new Refusal('FOLDER_REFUSED', { folder, reason })
  }
  const isEmpty = client.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() === undefined
  if (isOurs(client) || (version === 0 && isEmpty)) return version
  throw new Refusal('FOLDER_REFUSED', {
    folder,
    reason: 'its database was not made by this program',
  })
}
