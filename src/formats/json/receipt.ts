import { z } from 'zod'
import { Instant } from './content.ts'

/** Cells that one report may carry; a CBC with more sends several batches. */
export const CELLS_PER_BATCH_MAX = 20_000

/**
 * What a CBC says of one order (design §2). Posting the same batch again changes nothing; the
 * same batch name with other content is refused.
 */
export const ReceiptJson = z.strictObject({
  /** The CBC's own name of this batch, unique per order. */
  batch: z.string().regex(/^[A-Za-z0-9._-]{1,64}$/),
  /** CAP identifier of the order's document, as it stands there. */
  identifier: z.string().min(1).max(120),
  at: Instant,
  stage: z.enum(['fetched', 'received', 'accepted', 'rejected']).optional(),
  /** Why it is rejected, or what the CBC wants to add. */
  reason: z.string().max(500).optional(),
  /** The pairs really used, where the CBC chooses serial numbers itself. */
  serials: z
    .array(
      z.strictObject({
        language: z.string().max(35),
        messageIdentifier: z.number().int().min(0).max(65_535),
        serial: z.number().int().min(0).max(65_535),
      }),
    )
    .max(4)
    .optional(),
  /** Reports per copy and cell, with network time, in any order. */
  cells: z
    .array(
      z.strictObject({
        language: z.string().max(35),
        state: z.enum(['failed', 'broadcasting', 'completed', 'cancelled']),
        cause: z.string().max(200).optional(),
        at: Instant,
        /** `510-10-LAC-CI`, `510-10-ECI` or `510-10-NCI`, decimal. */
        cells: z.array(z.string().max(40)).max(CELLS_PER_BATCH_MAX),
      }),
    )
    .max(100)
    .optional(),
})
export type ReceiptJson = z.infer<typeof ReceiptJson>

/** The answer to a receipt. */
export const ReceiptAnswerJson = z.strictObject({
  batch: z.string(),
  identifier: z.string(),
  stage: z.enum(['fetched', 'received', 'accepted', 'rejected']).nullable(),
  /** Reports of planned cells taken from this batch. */
  recorded: z.number().int(),
  /** Reports of cells that the plan does not name: kept apart. */
  unplanned: z.number().int(),
})
export type ReceiptAnswerJson = z.infer<typeof ReceiptAnswerJson>

/** What a CBC answers to a pushed document: a receipt of the order as a whole. */
export const PushAnswerJson = z.object({
  identifier: z.string().max(120),
  stage: z.enum(['received', 'accepted', 'rejected']),
  reason: z.string().max(500).optional(),
})
export type PushAnswerJson = z.infer<typeof PushAnswerJson>
