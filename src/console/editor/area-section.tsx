import { useEffect, useState } from 'preact/hooks'
import { words } from '../language.ts'
import { LazyMap } from '../map/lazy-map.tsx'
import { announce } from '../parts/announcer.tsx'
import { Faults, TextArea, TextField } from '../parts/fields.tsx'
import { nameOfRegion, nameRegions, rememberRegions } from '../regions.ts'
import { parseCircle, type CircleText } from './circle.ts'
import type { AreaJson } from './content.ts'
import type { Draft } from './draft.ts'
import { parsePolygon, type PolygonReading } from './polygon.ts'
import { RegionSearch } from './region-search.tsx'

const NO_CIRCLE: CircleText = { lat: '', lon: '', km: '' }
const COUNTRY = 'ID'

export function AreaSection({ draft }: { draft: Draft }) {
  const { edit, fields } = words.value
  const content = draft.content.value
  const { area } = content
  const findings = draft.findings.value
  const [circle, setCircle] = useState(NO_CIRCLE)
  const put = (next: Partial<AreaJson>) => draft.change({ ...content, area: { ...area, ...next } })
  useEffect(() => void nameRegions(area.regions), [area.regions])
  return (
    <section class="card" aria-labelledby="section-area">
      <h2 id="section-area">{edit.sectionArea}</h2>
      <RegionSearch
        id="field-regions"
        chosen={area.regions}
        findings={findings}
        onChoose={(region) => {
          rememberRegions([region])
          put({ regions: [...area.regions, region.code] })
          announce(`${edit.regionsChosen}: ${region.name}`)
        }}
      />
      <ChosenRegions codes={area.regions} onChange={(regions) => put({ regions })} />
      <LazyMap
        area={area}
        outline={draft.checked.value?.result.plan?.outline ?? []}
        onPick={(lat, lon) => setCircle({ ...circle, lat: lat.toFixed(5), lon: lon.toFixed(5) })}
      />
      <CircleForm
        circle={circle}
        draft={draft}
        onType={setCircle}
        onAdd={(added) => put({ circles: [...area.circles, added] })}
      />
      <PolygonForm draft={draft} onAdd={(ring) => put({ polygons: [...area.polygons, ring] })} />
      <Shapes area={area} onChange={put} />
      <TextField
        id="field-areaName"
        label={fields.areaName}
        hint={edit.areaNameHint}
        value={content.areaName}
        findings={findings}
        maxLength={300}
        onChange={(areaName) => draft.change({ ...content, areaName })}
      />
    </section>
  )
}

function ChosenRegions({
  codes,
  onChange,
}: {
  readonly codes: readonly string[]
  readonly onChange: (codes: string[]) => void
}) {
  const { edit } = words.value
  return (
    <div class="field">
      <p class="label" id="regions-chosen">
        {edit.regionsChosen}
      </p>
      {codes.length === 0 && <p class="quiet">{edit.regionsNone}</p>}
      <ul class="chips" aria-labelledby="regions-chosen" data-test="regions-chosen">
        {codes.map((code) => (
          <Chip
            key={code}
            text={code === COUNTRY ? edit.country : nameOfRegion(code)}
            onRemove={() => onChange(codes.filter((each) => each !== code))}
          />
        ))}
      </ul>
      {!codes.includes(COUNTRY) && (
        <button
          type="button"
          class="button button-small"
          onClick={() => onChange([COUNTRY])}
          data-test="add-country"
        >
          {edit.addCountry}
        </button>
      )}
    </div>
  )
}

function Chip({ text, onRemove }: { text: string; onRemove: () => void }) {
  return (
    <li class="chip">
      {text}
      <button type="button" aria-label={words.value.edit.remove(text)} onClick={onRemove}>
        <span aria-hidden="true">×</span>
      </button>
    </li>
  )
}

/** Polygons and circles that are in the area, wherever they came from. */
function Shapes({
  area,
  onChange,
}: {
  readonly area: AreaJson
  readonly onChange: (change: Partial<AreaJson>) => void
}) {
  const { edit } = words.value
  const { circles, polygons } = area
  if (circles.length + polygons.length === 0) return null
  return (
    <ul class="chips" aria-label={words.value.alert.shapes} data-test="shapes">
      {circles.map((circle, at) => (
        <Chip
          key={`circle ${circle.lat} ${circle.lon} ${circle.radiusKm}`}
          text={edit.circle(circle.lat, circle.lon, circle.radiusKm)}
          onRemove={() => onChange({ circles: circles.filter((_, index) => index !== at) })}
        />
      ))}
      {polygons.map((ring, at) => (
        <Chip
          key={`polygon ${at}`}
          text={edit.polygon(ring.length)}
          onRemove={() => onChange({ polygons: polygons.filter((_, index) => index !== at) })}
        />
      ))}
    </ul>
  )
}

function CircleForm({
  circle,
  draft,
  onType,
  onAdd,
}: {
  readonly circle: CircleText
  readonly draft: Draft
  readonly onType: (circle: CircleText) => void
  readonly onAdd: (circle: AreaJson['circles'][number]) => void
}) {
  const { edit } = words.value
  const [fault, setFault] = useState(false)
  const add = () => {
    const parsed = parseCircle(circle)
    setFault(parsed === null)
    if (parsed === null) return
    onAdd(parsed)
    onType(NO_CIRCLE)
  }
  return (
    <details class="field">
      <summary>{edit.circleTitle}</summary>
      <fieldset id="field-circle">
        <legend class="visually-hidden">{edit.circleTitle}</legend>
        <p class="hint">{edit.circleHint}</p>
        <div class="row">
          {(['lat', 'lon', 'km'] as const).map((part) => (
            <TextField
              key={part}
              id={`circle-${part}`}
              label={{ lat: edit.latitude, lon: edit.longitude, km: edit.radius }[part]}
              value={circle[part]}
              inputMode="decimal"
              onChange={(value) => onType({ ...circle, [part]: value })}
            />
          ))}
        </div>
        <p class="fault" role="alert">
          {fault ? edit.circleFault : ''}
        </p>
        <Faults id="field-circle" label="" findings={draft.findings.value} />
        <button type="button" class="button button-small" onClick={add} data-test="circle-add">
          {edit.circleAdd}
        </button>
      </fieldset>
    </details>
  )
}

function PolygonForm({
  draft,
  onAdd,
}: {
  readonly draft: Draft
  readonly onAdd: (ring: [number, number][]) => void
}) {
  const { edit, polygonFaults } = words.value
  const [text, setText] = useState('')
  const [reading, setReading] = useState<PolygonReading | null>(null)
  const add = () => {
    const read = parsePolygon(text)
    setReading(read)
    if ('fault' in read) return
    onAdd(read.ring)
    setText('')
  }
  const fault =
    reading !== null && 'fault' in reading
      ? edit.polygonFault(polygonFaults[reading.fault], reading.at, reading.found)
      : null
  return (
    <details class="field">
      <summary>{edit.polygonTitle}</summary>
      <TextArea
        id="field-polygon"
        label={edit.polygonText}
        hint={edit.polygonHint}
        value={text}
        rows={3}
        fault={fault}
        findings={draft.findings.value}
        onChange={setText}
      />
      <button type="button" class="button button-small" onClick={add} data-test="polygon-add">
        {edit.polygonAdd}
      </button>
    </details>
  )
}
