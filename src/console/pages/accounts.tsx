import { useEffect, useRef, useState } from 'preact/hooks'
import { ROLES, type Role } from '../../domain/account.ts'
import type { InvitedJson } from '../../formats/json/requests.ts'
import type { AccountJson, ProblemJson } from '../../formats/json/views.ts'
import { call } from '../api.ts'
import { language, words } from '../language.ts'
import { useLoaded } from '../loading.ts'
import { announce } from '../parts/announcer.tsx'
import { CheckField, TextField } from '../parts/fields.tsx'
import { Loading, PageHeading } from '../parts/page.tsx'
import { ProblemNotice } from '../parts/problem.tsx'
import { formatTime } from '../time.ts'

const PATH = '/api/v1/accounts'
type Invited = ReturnType<(typeof InvitedJson)['parse']>

export function AccountsPage() {
  const text = words.value.accounts
  const { value, problem, reload } = useLoaded<{ accounts: AccountJson[] }>(PATH)
  const [invited, setInvited] = useState<Invited | null>(null)
  return (
    <>
      <PageHeading title={text.title} />
      <ProblemNotice problem={problem} />
      {invited === null ? (
        <InviteForm
          onInvited={(made) => {
            setInvited(made)
            reload()
          }}
        />
      ) : (
        <OneTimeLink invited={invited} onDone={() => setInvited(null)} />
      )}
      {value === null && problem === null && <Loading />}
      {value !== null && <AccountsTable accounts={value.accounts} />}
    </>
  )
}

function AccountsTable({ accounts }: { accounts: readonly AccountJson[] }) {
  const { accounts: text, roles } = words.value
  if (accounts.length === 0) return <p class="quiet">{text.empty}</p>
  const stateOf = ({ disabled, invited }: AccountJson) =>
    disabled ? text.disabled : invited ? text.invited : text.active
  return (
    <div class="table-frame" tabIndex={0} role="region" aria-label={text.caption}>
      <table data-test="accounts">
        <caption class="visually-hidden">{text.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{text.name}</th>
            <th scope="col">{text.pseudonym}</th>
            <th scope="col">{text.roles}</th>
            <th scope="col">{text.state}</th>
          </tr>
        </thead>
        <tbody>
          {accounts.map((account) => (
            <tr key={account.id} data-test="account" data-name={account.name}>
              <th scope="row">{account.name}</th>
              <td>
                <code>{account.id}</code>
              </td>
              <td>{account.roles.map((role) => roles[role]).join(', ')}</td>
              <td>{stateOf(account)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function InviteForm({ onInvited }: { onInvited: (invited: Invited) => void }) {
  const { accounts: text, roles, roleNotes } = words.value
  const [name, setName] = useState('')
  const [chosen, setChosen] = useState<readonly Role[]>([])
  const [held, setHeld] = useState(false)
  const [problem, setProblem] = useState<ProblemJson | null>(null)
  const submit = async (event: Event) => {
    event.preventDefault()
    setHeld(chosen.length === 0)
    if (chosen.length === 0) return
    const answer = await call<Invited>(PATH, { method: 'POST', body: { name, roles: chosen } })
    if (answer.ok) onInvited(answer.value)
    else setProblem(answer.problem)
  }
  return (
    <form
      class="card"
      onSubmit={(event) => void submit(event)}
      aria-labelledby="invite"
      data-test="invite"
    >
      <h2 id="invite">{text.invite}</h2>
      <ProblemNotice problem={problem} />
      <TextField
        id="invite-name"
        label={text.inviteName}
        value={name}
        maxLength={60}
        onChange={setName}
      />
      <fieldset class="field">
        <legend class="label">{text.inviteRoles}</legend>
        {ROLES.map((role) => (
          <CheckField
            key={role}
            id={`invite-${role}`}
            label={`${roles[role]}: ${roleNotes[role]}`}
            checked={chosen.includes(role)}
            onChange={(wanted) =>
              setChosen(ROLES.filter((each) => (each === role ? wanted : chosen.includes(each))))
            }
          />
        ))}
        <p class="fault" role="alert">
          {held && chosen.length === 0 ? text.inviteRoleFirst : ''}
        </p>
      </fieldset>
      <button type="submit" class="button button-main" data-test="invite-submit">
        {text.inviteSubmit}
      </button>
    </form>
  )
}

/** The link is in no log and no list: what is closed here cannot be shown again. */
function OneTimeLink({ invited, onDone }: { invited: Invited; onDone: () => void }) {
  const text = words.value.accounts
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const link = new URL(invited.link, location.origin).href
  const copy = async () => {
    await navigator.clipboard.writeText(link)
    announce(words.value.accounts.copied)
  }
  return (
    <section class="card notice-good" aria-labelledby="one-time-link">
      <h2 id="one-time-link" tabIndex={-1} ref={heading}>
        {text.linkTitle}
      </h2>
      <p>{text.linkText}</p>
      <p>
        <code class="one-time-link" data-test="invite-link">
          {link}
        </code>
      </p>
      <p class="quiet">
        {text.linkExpires(formatTime(invited.expires, { zone: 'WIB', language: language.value }))}
      </p>
      <div class="actions">
        {/* Browsers give the clipboard to secure origins alone. */}
        {window.isSecureContext && (
          <button type="button" class="button" onClick={() => void copy()}>
            {text.copy}
          </button>
        )}
        <button type="button" class="button" onClick={onDone} data-test="invite-done">
          {text.linkDone}
        </button>
      </div>
    </section>
  )
}
