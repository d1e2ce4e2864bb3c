import { z } from 'zod'
import { Instant } from './content.ts'
import { describeSchema } from './parse.ts'

/** Cells that one report may carry; a CBC with more sends several batches. */
export const CELLS_PER_BATCH_MAX = 20_000

const Batch = z
  .string()
  .regex(/^[A-Za-z0-9._-]{1,64}$/)
  .describe("The CBC's own name of this batch, unique per order")
const Identifier = z.string().describe("CAP identifier of the order's document, as it stands there")
const Reason = z.string().max(500).describe('Why it is rejected, or what the CBC wants to add')

/**
 * What a CBC says of one order (design §2). Posting the same batch again changes nothing; the
 * same batch name with other content is refused.
 */
export const ReceiptJson = z.strictObject({
  batch: Batch,
  identifier: Identifier.min(1).max(120),
  at: Instant.describe('When the CBC said it, by its own clock'),
  stage: z
    .enum(['fetched', 'received', 'accepted', 'rejected'])
    .describe('How far the order as a whole is; it moves only forward')
    .optional(),
  reason: Reason.optional(),
  serials: z
    .array(
      z.strictObject({
        language: z.string().max(35),
        messageIdentifier: z.number().int().min(0).max(65_535),
        serial: z.number().int().min(0).max(65_535),
      }),
    )
    .max(4)
    .describe(
      'The pairs really used, from a CBC that chooses serial numbers itself: said once, and not changed after',
    )
    .optional(),
  cells: z
    .array(
      z.strictObject({
        language: z.string().max(35).describe('Language of the copy, as in its CAP info'),
        state: z.enum(['failed', 'broadcasting', 'completed', 'cancelled']),
        cause: z.string().max(200).describe('Why these cells failed').optional(),
        at: Instant.describe('Network time of this state'),
        cells: z
          .array(z.string().max(40))
          .max(CELLS_PER_BATCH_MAX)
          .describe('510-10-LAC-CI, 510-10-ECI or 510-10-NCI, decimal'),
      }),
    )
    .max(100)
    .describe('Reports per copy and cell, in any order; the latest network time counts')
    .optional(),
})
export type ReceiptJson = z.infer<typeof ReceiptJson>

/** The answer to a receipt. */
export const ReceiptAnswerJson = z.strictObject({
  batch: z.string(),
  identifier: z.string(),
  stage: z.enum(['fetched', 'received', 'accepted', 'rejected']).nullable(),
  recorded: z.number().int().describe('Reports of planned cells taken from this batch'),
  unplanned: z.number().int().describe('Reports of cells that the plan does not name: kept apart'),
})
export type ReceiptAnswerJson = z.infer<typeof ReceiptAnswerJson>

/** What a CBC answers to a pushed document: a receipt of the order as a whole. */
export const PushAnswerJson = z.object({
  identifier: Identifier.max(120),
  stage: z.enum(['received', 'accepted', 'rejected']),
  reason: Reason.optional(),
})
export type PushAnswerJson = z.infer<typeof PushAnswerJson>

/** `schemas/receipt.schema.json` as text: receipts, and both answers beside them. */
export function receiptSchemaFile(): string {
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Receipt',
    description:
      'What a CBC says of one order: the body of POST /cbc/v1/receipts. The answer to it is $defs/ReceiptAnswer; what a CBC answers to a pushed document is $defs/PushAnswer.',
    ...describeSchema(ReceiptJson, 'input'),
    $defs: {
      ReceiptAnswer: describeSchema(ReceiptAnswerJson, 'output'),
      PushAnswer: describeSchema(PushAnswerJson, 'input'),
    },
  }
  return `${JSON.stringify(schema, null, 2)}\n`
}
