import { plainText } from '../../domain/words/plain-line.ts'
import { words } from '../language.ts'

interface Props {
  /** What stands there now, or null where it cannot be shown. */
  readonly before: string | null
  readonly after: string
}

/** What could stand in a document in place of what does: a proposal, which nothing here applies. */
export function Mend({ before, after }: Props) {
  const { mend } = words.value
  return (
    <dl class="mend" data-test="mend">
      {before !== null && (
        <>
          <dt>{mend.before}</dt>
          <dd>
            <del data-test="mend-before">{before === '' ? mend.empty : plainText(before)}</del>
          </dd>
        </>
      )}
      <dt>{mend.after}</dt>
      <dd>
        <ins data-test="mend-after">{after === '' ? mend.empty : plainText(after)}</ins>
      </dd>
    </dl>
  )
}
