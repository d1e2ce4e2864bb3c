import type { PlanJson } from '../../formats/json/views.ts'
import { formatNumber, language, words } from '../language.ts'
import { formatTime, type Zone } from '../time.ts'

/** Cells at all CBCs: a shared cell is ordered at each of its owners, and counts at each. */
export function cellsOf(plan: PlanJson): number {
  return plan.orders.reduce((sum, order) => sum + order.cells, 0)
}

export function formatPeople({ population: [low, high] }: PlanJson): string {
  return words.value.plan.range(formatNumber(low), formatNumber(high))
}

/** What would be, or was, planned: who is reached, and what each CBC is told. */
export function PlanView({ plan, zone }: { plan: PlanJson | null; zone: Zone }) {
  const { plan: text } = words.value
  if (plan === null) return <p class="quiet">{text.none}</p>
  const made = formatTime(plan.madeAt, { zone, language: language.value, seconds: true })
  return (
    <div data-test="plan">
      <dl class="facts">
        <dt>{text.people}</dt>
        <dd data-test="plan-people">{formatPeople(plan)}</dd>
        {plan.copies.map((copy) => (
          <>
            <dt>{words.value.edit.identifier}</dt>
            <dd>{text.identifierOf(copy.language, copy.messageIdentifier, copy.pages.length)}</dd>
          </>
        ))}
        <dt>{text.made}</dt>
        <dd>{made}</dd>
        <dt>{text.versions}</dt>
        <dd>
          {plan.regionVersion} · {plan.policyVersion}
        </dd>
      </dl>
      <OrdersTable plan={plan} />
    </div>
  )
}

function OrdersTable({ plan }: { plan: PlanJson }) {
  const { plan: text } = words.value
  return (
    <div class="table-frame" tabIndex={0} role="region" aria-label={text.caption}>
      <table data-test="plan-table">
        <caption>{text.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{text.operator}</th>
            <th scope="col">{text.cbc}</th>
            <th scope="col" class="number">
              {text.cells}
            </th>
            <th scope="col" class="number">
              {text.leftOut}
            </th>
            <th scope="col">{text.forms}</th>
            <th scope="col">{text.repetition}</th>
            <th scope="col">{text.inventory}</th>
          </tr>
        </thead>
        <tbody>
          {plan.orders.map((order) => (
            <OrderRow key={order.cbc} order={order} />
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={2}>
              {text.total}
            </th>
            <td class="number" data-test="plan-cells">
              {formatNumber(cellsOf(plan))}
            </td>
            <td class="number">
              {formatNumber(plan.orders.reduce((sum, order) => sum + order.leftOut, 0))}
            </td>
            <td colSpan={3} />
          </tr>
        </tfoot>
      </table>
    </div>
  )
}

function OrderRow({ order }: { order: PlanJson['orders'][number] }) {
  const { plan: text, links } = words.value
  return (
    <tr>
      <th scope="row">{order.operator}</th>
      <td>{order.cbc}</td>
      <td class="number">{formatNumber(order.cells)}</td>
      <td class="number">{formatNumber(order.leftOut)}</td>
      <td>
        <ol class="plain-list">
          {order.forms.map((form) => (
            <li key={form.link}>
              {links[form.link]}: {describeForm(form)}
            </li>
          ))}
        </ol>
      </td>
      <td data-test="plan-repetition">
        {order.repetition.length === 0 ? (
          text.every(order.repetitionSeconds, formatNumber(order.broadcasts))
        ) : (
          <ul class="plain-list">
            {order.repetition.map(({ rat, periodSeconds, broadcasts }) => (
              <li key={rat}>
                {rat}: {text.every(periodSeconds, formatNumber(broadcasts))}
              </li>
            ))}
          </ul>
        )}
        {order.coding === 'prefix' && <p>{text.prefixed}</p>}
      </td>
      <td>
        {order.inventoryVersion === null ? (
          text.inventoryNone
        ) : (
          <code>{order.inventoryVersion}</code>
        )}
      </td>
    </tr>
  )
}

/** How a link names the area, and what it reaches beyond it; a whole network counts no cells. */
function describeForm(form: PlanJson['orders'][number]['forms'][number]): string {
  const { plan: text, forms } = words.value
  const parts = [forms[form.kind]]
  if (form.areaCodes > 0) parts.push(text.formCodes(formatNumber(form.areaCodes)))
  if (form.cells > 0) parts.push(text.formCells(formatNumber(form.cells)))
  if (form.extra > 0 || form.kind !== 'plmn') parts.push(text.formExtra(formatNumber(form.extra)))
  return parts.join(', ')
}
