import { z } from 'zod'
import { ContentJson } from './content.ts'
import { AccountJson, AttemptJson, CbcJson, RegionJson } from './views.ts'

/** Parts of paths. What they name is looked up; only their size is bounded here. */
const Id = z.string().min(1).max(120)
export const NoParams = z.strictObject({})
export const NoQuery = z.strictObject({})
export const AlertParam = z.strictObject({ alert: Id })
export const MessageParam = z.strictObject({ message: Id })
export const OrderParam = z.strictObject({ order: Id })
export const DocumentParam = z.strictObject({ identifier: Id })
export const InviteParam = z.strictObject({ token: Id })

/** Seconds for which an unchanged feed may be held back. */
export const FEED_WAIT_MAX_S = 25
export const FeedQuery = z.strictObject({
  wait: z.coerce.number().int().min(0).max(FEED_WAIT_MAX_S).default(0),
})

/** Lists, each under the name of what it holds, so that more can be said beside it one day. */
export const AccountsJson = z.object({ accounts: z.array(AccountJson) })
export const AttemptsJson = z.object({ attempts: z.array(AttemptJson) })
export const RegionsJson = z.object({ regions: z.array(RegionJson) })
export const CbcsJson = z.object({ cbcs: z.array(CbcJson) })
export const TemplatesJson = z.object({
  templates: z.array(
    z.object({
      id: z.string(),
      title: z.object({ id: z.string(), en: z.string() }),
      content: ContentJson,
    }),
  ),
})
