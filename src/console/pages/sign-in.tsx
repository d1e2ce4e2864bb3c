import { useEffect, useState } from 'preact/hooks'
import type { ProblemJson } from '../../formats/json/views.ts'
import { words } from '../language.ts'
import { navigate, readAddress } from '../navigation.ts'
import { PageHeading } from '../parts/page.tsx'
import { Notice, ProblemNotice } from '../parts/problem.tsx'
import { acceptInvite, current, expired, signIn } from '../session.ts'

export function SignInPage() {
  const text = words.value.signIn
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const [problem, setProblem] = useState<ProblemJson | null>(null)
  const [busy, setBusy] = useState(false)
  // A draft may have been saved, and so named, since this page was come to.
  useEffect(readAddress, [])
  const submit = async (event: Event) => {
    event.preventDefault()
    setBusy(true)
    const answer = await signIn(name, password)
    setBusy(false)
    if (!answer.ok) setProblem(answer.problem)
  }
  return (
    <div class="narrow">
      <PageHeading title={text.title} />
      {expired.value && (
        <Notice tone="doubt" test="expired">
          {text.expired}
        </Notice>
      )}
      <ProblemNotice problem={problem} />
      <form class="card" onSubmit={(event) => void submit(event)} data-test="sign-in">
        <label class="field">
          <span class="label">{text.name}</span>
          <input
            name="username"
            autocomplete="username"
            autocapitalize="none"
            spellcheck={false}
            required
            value={name}
            onInput={(event) => setName(event.currentTarget.value)}
            data-test="name"
          />
        </label>
        <label class="field">
          <span class="label">{text.password}</span>
          <input
            type="password"
            name="password"
            autocomplete="current-password"
            required
            value={password}
            onInput={(event) => setPassword(event.currentTarget.value)}
            data-test="password"
          />
        </label>
        <button type="submit" class="button button-main" disabled={busy} data-test="sign-in-submit">
          {text.submit}
        </button>
      </form>
    </div>
  )
}

export function InvitePage({ token }: { token: string }) {
  const text = words.value.invite
  const [password, setPassword] = useState('')
  const [again, setAgain] = useState('')
  const [differ, setDiffer] = useState(false)
  const [problem, setProblem] = useState<ProblemJson | null>(null)
  const [busy, setBusy] = useState(false)
  const submit = async (event: Event) => {
    event.preventDefault()
    setDiffer(password !== again)
    if (password !== again) return
    setBusy(true)
    const answer = await acceptInvite(token, password)
    setBusy(false)
    if (answer.ok) navigate('/', { replace: true })
    else setProblem(answer.problem)
  }
  return (
    <div class="narrow">
      <PageHeading title={text.title} />
      <p>{text.text}</p>
      {current() !== null && <Notice tone="doubt">{text.signedIn}</Notice>}
      <ProblemNotice problem={problem} />
      <form class="card" onSubmit={(event) => void submit(event)} data-test="accept-invite">
        <label class="field">
          <span class="label">{text.password}</span>
          <input
            type="password"
            autocomplete="new-password"
            required
            value={password}
            onInput={(event) => setPassword(event.currentTarget.value)}
            aria-describedby="password-hint"
            data-test="new-password"
          />
        </label>
        <p class="hint" id="password-hint">
          {text.hint}
        </p>
        <label class="field">
          <span class="label">{text.again}</span>
          <input
            type="password"
            autocomplete="new-password"
            required
            value={again}
            onInput={(event) => setAgain(event.currentTarget.value)}
            aria-invalid={differ}
            aria-describedby="password-differ"
            data-test="new-password-again"
          />
        </label>
        <p class="fault" id="password-differ" role="alert">
          {differ ? text.differ : ''}
        </p>
        <button type="submit" class="button button-main" disabled={busy} data-test="accept-submit">
          {text.submit}
        </button>
      </form>
    </div>
  )
}
