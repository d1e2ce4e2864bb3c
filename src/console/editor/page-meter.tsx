import { useEffect, useRef, useState } from 'preact/hooks'
import type { OutsideCharacter } from '../../domain/cb/explain-alphabet.ts'
import { PAGES_MAX } from '../../domain/cb/pages.ts'
import { describeGain, describeOutside } from '../../domain/words/alphabet.ts'
import { nameCodes } from '../../domain/words/characters.ts'
import { language as spoken, words } from '../language.ts'
import { announce } from '../parts/announcer.tsx'
import { measurePrefixed, measureText, takeProposal, type Meter } from './meter.ts'

/** Characters that are named; the rest are counted. */
const NAMED_MAX = 10

interface Props {
  /** Of the text area that the meter stands under. */
  readonly id: string
  readonly body: string
  readonly language: string
  /** CBCs that put the language before every page. */
  readonly prefixed: readonly string[]
  readonly onChange: (body: string) => void
}

/** How much of a broadcast the text takes, while it is being typed, and what would make it less. */
export function PageMeter({ id, body, language, prefixed, onChange }: Props) {
  const { edit } = words.value
  const meter = measureText(body, language)
  const over = meter.pages > meter.pagesMax
  return (
    <div class={over ? 'meter meter-over' : 'meter'} data-test="meter" data-pages={meter.pages}>
      <progress
        max={meter.charactersMax}
        value={Math.min(meter.characters, meter.charactersMax)}
        aria-label={edit.meter}
      />
      <p>
        {over && <strong>{edit.meterOver}: </strong>}
        {edit.meterLine(meter.pages, meter.pagesMax, meter.charactersLeft)} ·{' '}
        {edit.meterAlphabet[meter.alphabet]}
      </p>
      {prefixed.length > 0 && <Prefixed body={body} language={language} cbcs={prefixed} />}
      <Alphabet id={id} body={body} meter={meter} onChange={onChange} />
    </div>
  )
}

/** A text that just fits most CBCs may be too long for these. */
function Prefixed({
  body,
  language,
  cbcs,
}: {
  readonly body: string
  readonly language: string
  readonly cbcs: readonly string[]
}) {
  const { edit } = words.value
  const taken = measurePrefixed(body, language)
  if (taken === null) return null
  const { pages, charactersLeft } = taken
  const over = pages > PAGES_MAX
  return (
    <p class={over ? 'meter-fault' : undefined} data-test="meter-prefixed" data-pages={pages}>
      {edit.meterPrefixed(cbcs.join(', '))} {over && <strong>{edit.meterOver}: </strong>}
      {edit.meterLine(pages, PAGES_MAX, charactersLeft)}
    </p>
  )
}

/** The text before and after a proposal was taken; it can be undone until somebody types on. */
interface Taken {
  readonly before: string
  readonly after: string
  readonly said: string
}

/** Why it is UCS-2. Nothing is replaced unless somebody presses a button, and that can be undone. */
function Alphabet({
  id,
  body,
  meter,
  onChange,
}: Omit<Props, 'language' | 'prefixed'> & { readonly meter: Meter }) {
  const { edit } = words.value
  const [taken, setTaken] = useState<Taken | null>(null)
  const undo = useRef<HTMLButtonElement>(null)
  // The button that was pressed is gone: without this a keyboard would start at the top again.
  useEffect(() => undo.current?.focus(), [taken])
  const take = (what: string | { readonly all: true }, said: string) => {
    const after = takeProposal(body, what)
    setTaken({ before: body, after, said })
    onChange(after)
    announce(said)
  }
  const gain = describeGain(meter.reason, spoken.value)
  const none = meter.reason.outside.filter(({ substitute }) => substitute === null)
  return (
    <>
      {meter.forcedBy.length > 0 && (
        <p data-test="meter-forced">{edit.meterForced(listOf(meter.reason.outside))}</p>
      )}
      {none.length > 0 && <p data-test="meter-stays">{edit.meterStays(listOf(none))}</p>}
      {meter.proposals.length > 0 && (
        <ul class="plain-list" data-test="meter-substitutes">
          {meter.proposals.map((each) => (
            <Proposal key={each.character} each={each} take={take} />
          ))}
        </ul>
      )}
      {gain !== null && (
        <p data-test="meter-gain">
          {gain}{' '}
          <button
            type="button"
            class="button button-small"
            onClick={() => take({ all: true }, edit.replacedAll)}
            data-test="substitute-all"
          >
            {edit.replaceAll}
          </button>
        </p>
      )}
      {taken !== null && taken.after === body && (
        <p class="notice notice-plain" data-test="substituted">
          {taken.said}{' '}
          <button
            ref={undo}
            type="button"
            class="button button-small"
            onClick={() => {
              setTaken(null)
              onChange(taken.before)
              announce(edit.replaceUndone)
              document.getElementById(id)?.focus()
            }}
            data-test="substitute-undo"
          >
            {edit.replaceUndo}
          </button>
        </p>
      )}
    </>
  )
}

function Proposal({
  each,
  take,
}: {
  readonly each: OutsideCharacter
  readonly take: (character: string, said: string) => void
}) {
  const { edit } = words.value
  const name = nameCodes(each.name, spoken.value)
  const goes = each.substitute === ''
  return (
    <li>
      {describeOutside(each, spoken.value)}{' '}
      <button
        type="button"
        class="button button-small"
        aria-label={goes ? edit.removeOf(name) : edit.replaceOf(name)}
        onClick={() => take(each.character, goes ? edit.removed(name) : edit.replaced(name))}
        data-test="substitute"
      >
        {goes ? edit.removeOne : edit.replaceOne}
      </button>
    </li>
  )
}

/** Characters as a person reads them, ten at most. */
function listOf(outside: readonly OutsideCharacter[]): string {
  const named = outside.slice(0, NAMED_MAX).map(({ name }) => nameCodes(name, spoken.value))
  const rest = outside.length - named.length
  return rest === 0 ? named.join(', ') : `${named.join(', ')}, +${rest}`
}
