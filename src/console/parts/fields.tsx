import type { ComponentChildren } from 'preact'
import type { FindingJson } from '../../formats/json/views.ts'
import { findingsOf } from '../editor/field.ts'
import { language, words } from '../language.ts'

interface FrameProps {
  readonly id: string
  readonly label: string
  readonly hint?: string | undefined
  readonly optional?: boolean | undefined
  readonly fault?: string | null | undefined
  readonly findings?: readonly FindingJson[] | undefined
}

/** What a control says of itself to assistive technology; the frame below has the texts. */
export function describedBy({ id, hint, fault, findings = [] }: FrameProps) {
  const own = findingsOf(findings, id)
  const ids = [hint && `${id}-hint`, (fault || own.length > 0) && `${id}-fault`].filter(Boolean)
  return {
    'aria-describedby': ids.length > 0 ? ids.join(' ') : undefined,
    'aria-invalid':
      Boolean(fault) || own.some(({ level }) => level === 'error' || level === 'policy'),
  }
}

export function Frame(props: FrameProps & { readonly children: ComponentChildren }) {
  const { id, label, hint, optional, children } = props
  return (
    <div class="field">
      <label class="label" for={id}>
        {label} {optional === true && <span class="quiet">{words.value.shell.optional}</span>}
      </label>
      {hint !== undefined && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {children}
      <Faults {...props} />
    </div>
  )
}

/** What is wrong with one field, beneath it. */
export function Faults({ id, fault, findings = [] }: FrameProps) {
  const own = findingsOf(findings, id)
  if (!fault && own.length === 0) return null
  return (
    <div class="fault" id={`${id}-fault`}>
      {fault && <p>{fault}</p>}
      {own.map((finding, index) => (
        <p key={`${finding.rule} ${index}`} class={`fault-${finding.level}`}>
          {words.value.findingLevels[finding.level]}: {finding.message[language.value]}
        </p>
      ))}
    </div>
  )
}

interface TextProps extends FrameProps {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly lang?: string
  readonly inputMode?: 'decimal' | 'numeric'
  readonly maxLength?: number
}

export function TextField(props: TextProps) {
  return (
    <Frame {...props}>
      <input
        id={props.id}
        value={props.value}
        lang={props.lang}
        inputMode={props.inputMode}
        maxLength={props.maxLength}
        onInput={(event) => props.onChange(event.currentTarget.value)}
        data-test={props.id}
        {...describedBy(props)}
      />
    </Frame>
  )
}

export function TextArea(props: TextProps & { readonly rows: number }) {
  return (
    <Frame {...props}>
      <textarea
        id={props.id}
        rows={props.rows}
        value={props.value}
        lang={props.lang}
        maxLength={props.maxLength}
        onInput={(event) => props.onChange(event.currentTarget.value)}
        data-test={props.id}
        {...describedBy(props)}
      />
    </Frame>
  )
}

interface NumberProps extends FrameProps {
  /** NaN while the field is empty. */
  readonly value: number
  readonly min: number
  readonly max: number
  readonly onChange: (value: number) => void
}

export function NumberField(props: NumberProps) {
  const { value, min, max } = props
  const { edit } = words.value
  const within = value >= min && value <= max
  const fault = !Number.isInteger(value)
    ? edit.notANumber
    : within
      ? null
      : edit.notInRange(min, max)
  const own = { ...props, fault }
  return (
    <Frame {...own}>
      <input
        id={props.id}
        class="short"
        type="number"
        min={props.min}
        max={props.max}
        step={1}
        value={Number.isNaN(props.value) ? '' : props.value}
        onInput={(event) => props.onChange(event.currentTarget.valueAsNumber)}
        data-test={props.id}
        {...describedBy(own)}
      />
    </Frame>
  )
}

interface SelectProps<T extends string> extends FrameProps {
  readonly value: T
  readonly options: readonly (readonly [value: T, text: string])[]
  readonly onChange: (value: T) => void
}

export function SelectField<T extends string>(props: SelectProps<T>) {
  return (
    <Frame {...props}>
      <select
        id={props.id}
        value={props.value}
        onChange={(event) => props.onChange(event.currentTarget.value as T)}
        data-test={props.id}
        {...describedBy(props)}
      >
        {props.options.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </Frame>
  )
}

interface RadioProps<T extends string> extends FrameProps {
  readonly value: T
  readonly options: readonly {
    readonly value: T
    readonly text: string
    readonly note?: string
    readonly disabled?: boolean
  }[]
  readonly onChange: (value: T) => void
}

export function RadioField<T extends string>(props: RadioProps<T>) {
  const { id, label, hint } = props
  return (
    <fieldset class="field" id={id} aria-describedby={describedBy(props)['aria-describedby']}>
      <legend class="label">{label}</legend>
      {hint !== undefined && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {props.options.map(({ value, text, note, disabled = false }) => (
        <label key={value} class={disabled ? 'choice choice-off' : 'choice'}>
          <input
            type="radio"
            name={id}
            value={value}
            checked={props.value === value}
            disabled={disabled}
            onChange={() => props.onChange(value)}
            data-test={`${id}-${value}`}
          />
          <span>
            {text}
            {note !== undefined && <span class="choice-note">{note}</span>}
          </span>
        </label>
      ))}
      <Faults {...props} />
    </fieldset>
  )
}

interface CheckProps {
  readonly id: string
  readonly label: ComponentChildren
  readonly checked: boolean
  readonly disabled?: boolean
  readonly note?: string
  readonly fault?: string | null
  readonly onChange: (checked: boolean) => void
}

export function CheckField(props: CheckProps) {
  const { id, note, fault } = props
  const ids = [note && `${id}-note`, fault && `${id}-fault`].filter(Boolean).join(' ')
  return (
    <div>
      <label class="choice">
        <input
          id={id}
          type="checkbox"
          checked={props.checked}
          disabled={props.disabled}
          aria-invalid={Boolean(fault)}
          aria-describedby={ids === '' ? undefined : ids}
          onChange={(event) => props.onChange(event.currentTarget.checked)}
          data-test={id}
        />
        <span>{props.label}</span>
      </label>
      {note !== undefined && (
        <p class="hint" id={`${id}-note`}>
          {note}
        </p>
      )}
      {fault && (
        <p class="fault" id={`${id}-fault`} role="alert">
          {fault}
        </p>
      )}
    </div>
  )
}
