import { z } from 'zod'
import { ROLES } from '../../domain/account.ts'
import { MESSAGE_STATES } from '../../domain/message-state.ts'
import { READY_TEXT_IDS } from '../../domain/ready-text.ts'
import { ContentJson, Instant, Written } from './content.ts'

const Name = z.string().trim().min(2).max(60)
const Password = z.string().min(1).max(200)
const Reason = Written.trim().min(3).max(1_000)

export const SignInJson = z.strictObject({ name: Name, password: Password })
export const AcceptInviteJson = z.strictObject({ password: Password })
export const NewAccountJson = z.strictObject({
  name: Name,
  roles: z.array(z.enum(ROLES)).min(1).max(ROLES.length),
})
export const RenewJson = z.strictObject({ name: Name })
export const ChangeAccountJson = z.strictObject({
  name: Name,
  roles: z.array(z.enum(ROLES)).min(1).max(ROLES.length).optional(),
  disabled: z.boolean().optional(),
})
export const InvitedJson = z.object({ account: z.string(), link: z.string(), expires: Instant })

export const DraftJson = z.strictObject({
  content: ContentJson,
  origin: z.enum(['console', 'api', 'cli']).default('console').describe('What it is written with'),
})
/** What is checked, and the alert it is of: what that has on air is not in its own way. */
export const CheckRequestJson = DraftJson.extend({ alert: z.string().max(20).optional() })
export const ChangeJson = z.strictObject({ version: z.number().int(), content: ContentJson })
/** Steps that carry nothing but the version that the person saw. */
export const StepJson = z.strictObject({ version: z.number().int() })
export const ReasonStepJson = z.strictObject({ version: z.number().int(), reason: Reason })
/** Which ready text takes the place of what is on air. */
export const CorrectJson = z.strictObject({
  version: z.number().int(),
  text: z.enum(READY_TEXT_IDS),
})
/** The approver names the hash of exactly what was on the screen. */
export const ApproveJson = z.strictObject({
  version: z.number().int(),
  contentHash: z.string().regex(/^[0-9a-f]{64}$/),
})

export const ListQuery = z.strictObject({
  state: z.enum(MESSAGE_STATES).optional(),
  before: z.string().max(20).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
})
export const RegionQuery = z.strictObject({
  search: z.string().trim().min(1).max(100),
  limit: z.coerce.number().int().min(1).max(50).default(20),
})
export const LogQuery = z.strictObject({
  alert: z.string().max(20).optional(),
  order: z.string().max(60).optional(),
  cbc: z.string().max(20).optional(),
  operator: z.string().max(20).optional(),
  actor: z.string().max(40).optional(),
  what: z.string().max(40).optional(),
  from: Instant.optional(),
  until: Instant.optional(),
  before: z.coerce.number().int().min(0).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
