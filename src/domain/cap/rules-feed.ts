import type { FindingLevel } from '../finding.ts'
import type { CapRule } from './rule.ts'

/**
 * F: feeds of CAP. F01 to F14 are what google/cap-library asks of Atom, RSS and EDXL-DE, F15 is
 * its "other": what the feed's own standard says. All of them are found while a feed is read.
 */
export const FEED_RULES: readonly CapRule[] = [
  row('F01', ['error'], 'RFC 4287 §4.1.1: a feed has an id'),
  row('F02', ['error'], 'RFC 4287 §4.1.1, RSS 2.0 channel: a feed has a title'),
  row('F03', ['error'], 'RFC 4287 §4.1.1, §3.3: a feed has a time, as RFC 3339 has it'),
  row('F04', ['error'], 'RFC 4287 §4.1.2: an entry has an id'),
  row('F05', ['error'], 'RFC 4287 §4.1.2: an entry has a title'),
  row('F06', ['error', 'warning'], 'RFC 4287 §4.1.2, RSS 2.0 pubDate: an entry has a time'),
  row('F07', ['error'], 'CAP Feeds 1.0: an entry links to a CAP document or holds it'),
  row('F08', ['error'], 'RSS 2.0 item: at least one of title and description'),
  row('F09', ['error'], 'CAP Feeds 1.0: an item links to a CAP document'),
  row('F10', ['error'], 'EDXL-DE 1.0 §3.2: a distribution has content'),
  row('F11', ['error'], 'EDXL-DE 1.0 §3.2.4: the content is CAP or points to CAP'),
  row('F12', ['warning'], 'RSS 2.0 channel: pubDate recommended for alerts'),
  row('F13', ['warning'], 'RSS 2.0 item: guid recommended for alerts'),
  row('F14', ['warning'], 'CAP Feeds 1.0: one link alone is the document'),
  row('F15', ['error', 'warning'], 'RFC 4287, RSS 2.0: what the standard of the feed says'),
  row('F16', ['error'], 'https, hosts that are allowed, public addresses, few redirects, sizes'),
  row('F17', ['warning', 'info'], 'RFC 5005, WebSub, RFC 9110 §8.8: a feed that can be followed'),
  row('F18', ['error', 'warning'], 'one bad entry does not stop the others'),
]

function row(id: string, levels: readonly FindingLevel[], source: string): CapRule {
  return { id, levels, source, check: 'feed' }
}
