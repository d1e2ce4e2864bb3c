import { useEffect, useRef, useState } from 'preact/hooks'
import type { FindingJson, RegionJson } from '../../formats/json/views.ts'
import { words } from '../language.ts'
import { announce } from '../parts/announcer.tsx'
import { describedBy, Frame } from '../parts/fields.tsx'
import { searchRegions } from '../regions.ts'
import { nextOption } from './option.ts'

const WAIT_MS = 200

interface Props {
  readonly id: string
  readonly chosen: readonly string[]
  readonly findings: readonly FindingJson[]
  readonly onChoose: (region: RegionJson) => void
}

/** A search box with a list beneath it: the ARIA combobox pattern with list autocompletion. */
export function RegionSearch({ id, chosen, findings, onChoose }: Props) {
  const { edit } = words.value
  const [search, setSearch] = useState('')
  const [options, setOptions] = useState<readonly RegionJson[]>([])
  const [active, setActive] = useState(-1)
  const input = useRef<HTMLInputElement>(null)
  const open = options.length > 0
  useSearch(search, (found) => {
    setOptions(found.filter(({ code }) => !chosen.includes(code)))
    setActive(-1)
  })
  const close = () => {
    setOptions([])
    setActive(-1)
  }
  const choose = (region: RegionJson) => {
    onChoose(region)
    setSearch('')
    close()
    input.current?.focus()
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') close()
    const picked = options[active]
    if (event.key === 'Enter') {
      event.preventDefault()
      if (picked !== undefined) choose(picked)
    }
    const next = nextOption(event.key, active, options.length)
    if (next === null) return
    event.preventDefault()
    setActive(next)
  }
  const frame = { id, label: edit.regions, hint: edit.regionsHint, findings }
  return (
    <Frame {...frame}>
      <div class="combobox">
        <input
          ref={input}
          id={id}
          role="combobox"
          autocomplete="off"
          aria-autocomplete="list"
          aria-expanded={open}
          aria-controls={`${id}-list`}
          aria-activedescendant={active < 0 ? undefined : `${id}-option-${active}`}
          value={search}
          onInput={(event) => setSearch(event.currentTarget.value)}
          onKeyDown={onKey}
          onBlur={close}
          data-test={id}
          {...describedBy(frame)}
        />
        <Options id={id} label={edit.regions} options={options} active={active} onChoose={choose} />
      </div>
    </Frame>
  )
}

function Options({
  id,
  label,
  options,
  active,
  onChoose,
}: {
  readonly id: string
  readonly label: string
  readonly options: readonly RegionJson[]
  readonly active: number
  readonly onChoose: (region: RegionJson) => void
}) {
  return (
    <ul id={`${id}-list`} role="listbox" aria-label={label} hidden={options.length === 0}>
      {options.map((region, index) => (
        <li
          key={region.code}
          id={`${id}-option-${index}`}
          role="option"
          aria-selected={index === active}
          // Before the input loses the focus, which would close the list.
          onMouseDown={(event) => {
            event.preventDefault()
            onChoose(region)
          }}
          data-test="region-option"
        >
          {region.name}
          {region.within !== '' && <span class="quiet">, {region.within}</span>}{' '}
          <code>{region.code}</code>
        </li>
      ))}
    </ul>
  )
}

/** Asks a moment after the last key, and drops answers that a newer question has overtaken. */
function useSearch(search: string, show: (found: readonly RegionJson[]) => void): void {
  useEffect(() => {
    const wanted = search.trim()
    const stop = new AbortController()
    const ask = async () => {
      const found = await searchRegions(wanted, stop.signal)
      if (stop.signal.aborted) return
      show(found)
      announce(words.value.edit.regionsFound(found.length))
    }
    const timer = setTimeout(() => void (wanted === '' ? show([]) : ask()), WAIT_MS)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [search])
}
