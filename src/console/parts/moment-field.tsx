import { useState } from 'preact/hooks'
import { language, words } from '../language.ts'
import { formatTime, instantOfLocal, localOfInstant, ZONES, type Zone } from '../time.ts'

interface Props {
  readonly id: string
  readonly label: string
  readonly value: string | null
  /** The zone that is offered first; the person may choose another. */
  readonly zone: Zone
  readonly onZone?: (zone: Zone) => void
  /** Null while the fields hold no whole instant. */
  readonly onChange: (instant: string | null) => void
  readonly fault?: string | null
}

/** A date and a time in one of the country's zones, read back in words. */
export function MomentField(props: Props) {
  const { id, label, value, zone: first, onChange, fault } = props
  const { edit } = words.value
  const [zone, setZone] = useState(first)
  const [typed, setTyped] = useState(() => localOfInstant(value ?? '', zone))
  const put = (next: typeof typed, where: Zone) => {
    setTyped(next)
    onChange(instantOfLocal(next, where))
  }
  return (
    <fieldset class="field moment" id={id} aria-describedby={`${id}-reads`}>
      <legend class="label">{label}</legend>
      <div class="row">
        <label>
          <span class="sublabel">{edit.date}</span>
          <input
            type="date"
            value={typed.date}
            onInput={(event) => put({ ...typed, date: event.currentTarget.value }, zone)}
            data-test={`${id}-date`}
          />
        </label>
        <label>
          <span class="sublabel">{edit.time}</span>
          <input
            type="time"
            value={typed.time}
            onInput={(event) => put({ ...typed, time: event.currentTarget.value }, zone)}
            data-test={`${id}-time`}
          />
        </label>
        <label>
          <span class="sublabel">{edit.zone}</span>
          <select
            value={zone}
            onChange={(event) => {
              const where = event.currentTarget.value as Zone
              setZone(where)
              props.onZone?.(where)
              put(typed, where)
            }}
            data-test={`${id}-zone`}
          >
            {ZONES.map((each) => (
              <option key={each}>{each}</option>
            ))}
          </select>
        </label>
      </div>
      <p id={`${id}-reads`} class={fault ? 'fault' : 'hint'}>
        {fault ??
          (value === null ? '' : `= ${formatTime(value, { zone, language: language.value })}`)}
      </p>
    </fieldset>
  )
}
