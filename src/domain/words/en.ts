import { CAP_WORDS } from './cap.ts'
import { wordsOf } from './row.ts'
import { TERMS_EN } from './terms.ts'
import type { Words } from './words.ts'

/** English texts. Action first, then the wanted and the found state; no full stop at the end. */
export const EN: Words = {
  terms: TERMS_EN,
  findings: {
    ...wordsOf(CAP_WORDS, 'en'),
    'text-empty': 'Write the text of this copy: it is empty',
    'text-too-long':
      'Shorten the text to {pagesMax} pages ({charactersMax} characters): it needs {pages} pages with {characters} characters',
    'text-ucs2':
      'The text takes UCS-2, with 41 characters a page instead of 93; replace or remove these characters if it has to be shorter (in brackets what could stand there): {characters}',
    'text-control':
      'Remove the control or invisible character, or put a space in its place: {character} at position {position}',
    'text-language': 'Choose a language tag such as "id-ID" or "en-US": "{language}" is not one',
    'text-language-twice': 'Keep one text per language: "{language}" is there twice',
    'text-language-first': 'Put the Indonesian text (id-ID) first: found "{language}"',
    'text-sounds-twice':
      'Every Android phone in Indonesia sounds twice when an English copy is sent; keep it only on purpose',
    'text-placeholder': 'Fill in the placeholder {placeholder} before sending',
    'text-prefix-too-long':
      'Shorten the text to {charactersMax} characters for {operator} ({cbc}), where every page begins with the language: it has {characters}, which take {pages} pages, and {pagesMax} is the most',
    'text-prefix-language':
      'Use a language of two letters, such as "en", for {operator} ({cbc}), where every page begins with the language: found "{language}"',
    'time-expired': 'Choose an end in the future: it was {end}',
    'time-too-long': 'Choose at most {maxMinutes} minutes on air: {minutes} were chosen',
    'time-too-short': 'Choose at least {minMinutes} minutes on air: {minutes} were chosen',
    'time-start-past': 'Choose a start in the future, or start at once: it was {start}',
    'policy-no-identifier':
      'Correct this field, or raise the level and say why if it has to be broadcast all the same: {hindrance}',
    'policy-civic-identifier':
      'Choose channel SMS or network name: the settings have no Cell Broadcast identifier for civic messages, and phones in Indonesia listen to none',
    'policy-kind-identifier':
      'Take back the raise to message identifier {identifier}, or choose one that is open to kind "{kind}" over channel "{channel}": {allowed}',
    'policy-second-language':
      'Leave out the second text, or put both languages into the first: message identifier {identifier} of kind "{kind}" has no second language',
    'etws-not-declared':
      'Message identifier 4370 sounds alone: this CBC has not declared that its network carries ETWS',
    'etws-not-immediate':
      'Message identifier 4370 sounds alone: ETWS is for what people must act on at once; change the urgency if that is so',
    'etws-not-geo':
      'Message identifier 4370 sounds alone: ETWS for earthquakes and tsunamis needs category Geo; add it if the event is one',
    'etws-not-awas':
      'Message identifier 4370 sounds alone: ETWS for a tsunami is kept for level Awas; choose Awas if it has been declared',
    'etws-health':
      'Message identifier 4370 sounds alone: a health emergency does not need the alarm for seconds that ETWS is',
    'policy-channel-kind':
      'Choose Cell Broadcast: channel "{channel}" is not open to kind "{kind}"',
    'policy-legal-basis':
      'Name the legal basis of the declared health emergency: without it the message is not a warning',
    'policy-election':
      'What election bodies ask for, and elections themselves, must be civic messages: found "{found}"',
    'policy-public-test-text': 'A national test must begin with "UJI COBA"',
    'policy-network-name': 'Shorten the network name to {max} characters of GSM-7: it has {length}',
    'policy-sms-window': 'Choose the days and hours between which the SMS may be sent',
    'policy-raised':
      'The level was raised by an officer from "{severity}", "{urgency}", "{certainty}" to message identifier {to}: {reason}',
    'area-unnamed': 'Name the area as people call it: the name stands in every document',
    'area-empty': 'Choose at least one region, polygon or circle',
    'area-region-unknown': 'Choose a region that exists: "{code}" is not a Kemendagri code',
    'area-no-cells': 'Widen the area: no cell of any operator lies in it',
    'area-number': 'Give latitude and longitude as numbers',
    'area-polygon-points': 'A polygon must have at least 4 points: it has {points}',
    'area-polygon-open': 'A polygon must end at the point it starts from',
    'area-polygon-flat': 'Draw a polygon that encloses something: its area is zero',
    'area-circle-radius': 'Choose a radius above 0 and up to {max} km: it is {radiusKm}',
    'area-swapped': 'Swap latitude and longitude: they stand the wrong way round',
    'area-outside-country':
      'The area lies outside Indonesia; check the order of latitude and longitude',
    'area-inventory-stale':
      'The cell inventory of {cbc} is missing or cannot be read: whole networks are used',
    'area-inventory-old':
      'The cell inventory is older than {days} days: cells built since then do not air this message',
    'area-cells-left-out': '{count} cells of {cbc} cannot air warnings and are left out',
    'area-region-by-code':
      'No boundary of region {region} is known: its cells are taken by region code, and cells next door that reach into it are not',
    'area-region-widened':
      'Cells are known by regency: region {region} is widened to the whole of {regency}',
    'key-not-in-force':
      'CBCs will refuse this message: the key that signs it ({key}) is not in force in the trust list at its start; tell who runs the service (key trust)',
    'link-too-wide':
      'Link {link} of {cbc} can only reach {form}: it would go beyond the approved area and is not used',
    'update-silent':
      'Text and identifier stay: phones that have shown it do not sound again, only those in cells that are new',
    'update-restored':
      'This service was restored since: a copy whose text stays ({language}) sounds once more, as what went out after the backup is not known',
    'update-stops':
      '{cbc} has no cells in this area any more: the broadcast stops there without a word on phones; take the area in again if people there need to be told',
    'update-narrows':
      'The area is narrower: in {cells} cells of {cbc} the broadcast stops without a word on phones, and a later correction reaches the new area only; send an update with a closing text to the old area first if people there need to be told',
    'link-none': '{cbc} has no link that can carry this message',
    'repetition-too-fast':
      'On GSM ({cbc}) this message is repeated every {needed} s, not every {wanted} s: what it has to carry (pages: {pages}) takes {pass} s there, 1.883 s a page; shorten the text or leave out the second language to repeat it sooner',
    'repetition-shared':
      'On GSM ({cbc}) this message is repeated every {needed} s, not every {wanted} s: it shares the channel, 1.883 s a page (its own pages: {pages}), with what is on air there already (messages: {messages}, pages: {onAir}), which may be repeated less often too; shorten the text, or end a message that is no longer needed',
    'repetition-too-many':
      'On {rat} ({cbc}) this message is repeated every {needed} s, not every {wanted} s: it is on air so long that it would be broadcast more than {max} times; shorten the time on air to repeat it sooner',
    'repetition-too-slow':
      'On {rat} ({cbc}) this message is repeated every {longest} s, not every {wanted} s: longer periods do not exist there',
    'repetition-once':
      'On {rat} ({cbc}) this message is broadcast only once: it ends after {left} s, and the repetition period is {period} s; lengthen the time on air or shorten the period',
  },
  refusals: {
    INPUT_INVALID: 'Correct the input at {path}: {what}',
    MEDIA_REFUSED: 'Send it as {wanted}: found {found}',
    TOO_LARGE: 'Send at most {max}: found {found}',
    NOT_FOUND: 'There is nothing at {path}',
    ALERT_NOT_FOUND: 'There is no alert "{alert}"',
    MESSAGE_NOT_FOUND: 'There is no message "{message}"',
    ORDER_NOT_FOUND: 'There is no order "{order}" for you',
    CBC_NOT_FOUND: 'There is no CBC "{cbc}"',
    ACCOUNT_NOT_FOUND: 'There is no account "{account}"',
    REGION_UNKNOWN:
      'There is no region "{region}"; search by name or give a Kemendagri code such as "32" or "32.01"',
    REGION_AMBIGUOUS:
      '"{region}" names several regions: {choices}; give the code of the one you mean',
    CAP_INVALID: 'The document is not valid CAP 1.2: {what}',
    CAP_CHANGED:
      'CAP identifier "{identifier}" of "{sender}" was already received with other content',
    CONTENT_REFUSED: 'Correct what the check found before going on: {what}',
    CONTENT_CHANGED:
      'The alert has changed since you saw it: read it again. You saw {seen}, it is now {current}',
    STALE_VERSION: 'Somebody else changed {stream} in the meantime: read it again and repeat',
    STEP_REFUSED: 'Cannot {step} a message that is {state}: look at its newest state',
    UPDATE_IN_HAND:
      'This alert has an update in hand already: {message}. Go on with that one, or discard it',
    UPDATE_OVERTAKEN:
      'What {message} updates was cancelled or corrected meanwhile: discard this update and look at the newest state',
    CORRECTION_REPEATED:
      'This ready text has gone out for the alert already ({message}): to say it again, update the alert with four eyes',
    SELF_APPROVAL: 'Another person must approve: you wrote, changed or submitted this alert',
    ROLE_REQUIRED: 'This needs one of the roles {roles}: you have {have}',
    NOT_SIGNED_IN: 'Sign in first',
    SIGN_IN_REFUSED: 'Name or password is wrong',
    TOO_MANY_REQUESTS: 'Too many tries: wait {seconds} seconds',
    CSRF_REFUSED: 'The request did not come from the console: reload the page and repeat',
    ACCOUNT_EXISTS: 'There is already an account "{account}"',
    PASSWORD_WEAK: 'Choose a password of at least {min} characters that is not the account name',
    INVITE_INVALID: 'The link has been used or has expired: ask an administrator for a new one',
    TOKEN_INVALID: 'The token is missing, unknown or revoked',
    RECEIPT_REFUSED: 'The receipt does not fit the order: {what}',
    RECEIPT_CHANGED: 'Receipt batch "{batch}" was already received with other content',
    SERIALS_EXHAUSTED:
      'No serial number is free for identifier {identifier}: each comes free 24 hours after its broadcast has ended. Update an alert that is on air, raise to another identifier, or wait',
    SERIAL_TAKEN: 'Serial number {serial} of identifier {identifier} is taken: repeat the step',
    LINK_TOO_WIDE: 'Link {link} of {cbc} would go beyond the approved area',
    INVENTORY_MISSING: 'There is no cell inventory: import or generate one first',
    FOLDER_OWNED: 'Data folder "{folder}" is owned by another running process: stop it first',
    FOLDER_REFUSED: 'Data folder "{folder}" cannot be used: {reason}',
    DEMO_REFUSED: 'The demo refuses: {what}',
    KEY_REFUSED: 'The key cannot be used: {what}',
    SERVICE_BROKEN:
      'Something broke in the service: repeat, and if it breaks again tell its operator reference {reference}',
  },
  reasons: {
    'not-connected': 'No link to this CBC is connected',
    interrupted: 'The service stopped while sending; it was sent again',
    'timed-out': 'The CBC did not answer in time',
    cancelled: 'Cancelled',
    replaced: 'Replaced by an update',
    expired: 'Expired',
    'expired-untaken': 'Expired before the CBC took it',
  },
}
