import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { receiptSchemaFile } from '../formats/json/receipt.ts'
import { openApiFile } from './routes/staff-table.ts'

/** `npm run schemas`: writes the files of `schemas/` that come from zod anew. */
for (const [file, text] of [
  [new URL('../../schemas/openapi.json', import.meta.url), openApiFile()],
  [new URL('../../schemas/receipt.schema.json', import.meta.url), receiptSchemaFile()],
] as const) {
  writeFileSync(fileURLToPath(file), text)
}
