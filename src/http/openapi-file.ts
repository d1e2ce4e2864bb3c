import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { openApiFile } from './routes/staff-table.ts'

/** `npm run schemas`: writes `schemas/openapi.json` anew. */
writeFileSync(fileURLToPath(new URL('../../schemas/openapi.json', import.meta.url)), openApiFile())
