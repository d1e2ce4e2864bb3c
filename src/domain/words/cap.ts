import { CAP_ALERT_WORDS } from './cap-alert.ts'
import { CAP_AREA_WORDS } from './cap-area.ts'
import { CAP_BROADCAST_WORDS } from './cap-broadcast.ts'
import { CAP_FEED_WORDS } from './cap-feed.ts'
import { CAP_FRONT_WORDS } from './cap-front.ts'
import { CAP_INFO_WORDS } from './cap-infos.ts'
import { CAP_PROFILE_WORDS } from './cap-profile.ts'
import { CAP_RESOURCE_WORDS } from './cap-resource.ts'
import { CAP_SIGNATURE_WORDS } from './cap-signature.ts'
import { CAP_STRUCTURE_WORDS } from './cap-structure.ts'

/** The texts of every rule of CAP documents and their feeds, in the order of the rule table. */
export const CAP_WORDS = {
  ...CAP_FRONT_WORDS,
  ...CAP_STRUCTURE_WORDS,
  ...CAP_ALERT_WORDS,
  ...CAP_INFO_WORDS,
  ...CAP_BROADCAST_WORDS,
  ...CAP_RESOURCE_WORDS,
  ...CAP_AREA_WORDS,
  ...CAP_PROFILE_WORDS,
  ...CAP_SIGNATURE_WORDS,
  ...CAP_FEED_WORDS,
}
