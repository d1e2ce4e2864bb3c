import './style/base.css'
import './style/forms.css'
import './style/alerts.css'
import './style/cap-check.css'
import { Component, render, type ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import { LANGUAGES } from '../domain/words/words.ts'
import type { Role } from '../domain/account.ts'
import { chooseLanguage, language, words } from './language.ts'
import { listenForNavigation, navigate, route, visits } from './navigation.ts'
import { AccountsPage } from './pages/accounts.tsx'
import { AlertPage } from './pages/alert.tsx'
import { AlertsPage } from './pages/alerts.tsx'
import { CapCheckPage } from './pages/cap-check.tsx'
import { EditPage, WritePage } from './pages/editor.tsx'
import { LogPage } from './pages/log.tsx'
import { InvitePage, SignInPage } from './pages/sign-in.tsx'
import { Announcer } from './parts/announcer.tsx'
import { Loading, PageHeading } from './parts/page.tsx'
import { ProblemNotice } from './parts/problem.tsx'
import { askSession, connectSession, current, hasRole, session, signOut } from './session.ts'
import { useState } from 'preact/hooks'
import type { ProblemJson } from '../formats/json/views.ts'

function App() {
  const { shell } = words.value
  useEffect(() => {
    document.documentElement.lang = language.value
  }, [language.value])
  return (
    <>
      <a class="skip" href="#main">
        {shell.skip}
      </a>
      <Header />
      <main id="main" tabIndex={-1}>
        <Boundary key={visits.value}>
          <Page />
        </Boundary>
      </main>
      <Announcer />
    </>
  )
}

function Header() {
  const { shell } = words.value
  const account = current()?.account
  return (
    <header>
      {current()?.demo === true && (
        <p class="demo-banner" data-test="demo">
          {shell.demo}
        </p>
      )}
      <div class="header">
        <a class="brand" href="/">
          <strong>{shell.name}</strong> <span>{shell.tagline}</span>
        </a>
        {account !== undefined && <Menu />}
        <div class="header-end">
          <LanguageSwitch />
          {account !== undefined && <Account name={account.name} id={account.id} />}
        </div>
      </div>
    </header>
  )
}

function Menu() {
  const { shell } = words.value
  const { page } = route.value
  const links: readonly (readonly [href: string, text: string, pages: string, roles: Role[]])[] = [
    ['/', shell.alerts, 'alerts', []],
    ['/alerts/new', shell.write, 'write', ['author']],
    ['/cap-check', shell.capCheck, 'cap-check', []],
    ['/log', shell.log, 'log', ['auditor']],
    ['/accounts', shell.accounts, 'accounts', ['admin']],
  ]
  return (
    <nav aria-label={shell.menu}>
      <ul class="menu">
        {links
          .filter(([, , , roles]) => roles.length === 0 || hasRole(...roles))
          .map(([href, text, name]) => (
            <li key={href}>
              <a href={href} aria-current={page === name ? 'page' : undefined}>
                {text}
              </a>
            </li>
          ))}
      </ul>
    </nav>
  )
}

function LanguageSwitch() {
  const { shell } = words.value
  return (
    <div role="group" aria-label={shell.language} class="languages">
      {LANGUAGES.map((each) => (
        <button
          key={each}
          type="button"
          lang={each}
          aria-pressed={language.value === each}
          onClick={() => chooseLanguage(each)}
          data-test={`language-${each}`}
        >
          {each === 'id' ? 'Indonesia' : 'English'}
        </button>
      ))}
    </div>
  )
}

function Account({ name, id }: { name: string; id: string }) {
  const { shell } = words.value
  const [problem, setProblem] = useState<ProblemJson | null>(null)
  const leave = async () => {
    const answer = await signOut()
    if (answer.ok) navigate('/')
    else setProblem(answer.problem)
  }
  return (
    <div class="account">
      <span data-test="account-name" title={id}>
        {name}
      </span>
      <button
        type="button"
        class="button button-small"
        onClick={() => void leave()}
        data-test="sign-out"
      >
        {shell.signOut}
      </button>
      <ProblemNotice problem={problem} />
    </div>
  )
}

/** The page of the address, or the sign-in page in its place: the address stays for afterwards. */
function Page() {
  const here = route.value
  if (here.page === 'invite') return <InvitePage token={here.token} />
  if (session.value === 'unknown') return <Loading />
  if (session.value === null) return <SignInPage />
  switch (here.page) {
    case 'alerts':
      return <AlertsPage state={here.state} />
    case 'alert':
      return <AlertPage id={here.id} />
    case 'write':
      return forRole('author', <WritePage />)
    case 'edit':
      return forRole('author', <EditPage id={here.id} />)
    case 'log':
      return forRole('auditor', <LogPage query={here.query} />)
    case 'accounts':
      return forRole('admin', <AccountsPage />)
    case 'cap-check':
      return <CapCheckPage />
    case 'missing':
    default:
      return <Missing text={words.value.shell.missingText} />
  }
}

function forRole(role: Role, page: ComponentChildren) {
  return hasRole(role) ? page : <Missing text={words.value.shell.noRole} />
}

function Missing({ text }: { text: string }) {
  const { shell } = words.value
  return (
    <>
      <PageHeading title={shell.missing} />
      <p>{text}</p>
      <a href="/">{shell.toAlerts}</a>
    </>
  )
}

/** A fault of our own shows itself and offers a way on, in place of a blank screen. */
class Boundary extends Component<{ children: ComponentChildren }, { broken: boolean }> {
  override state = { broken: false }
  static override getDerivedStateFromError() {
    return { broken: true }
  }
  override render() {
    const { shell } = words.value
    if (!this.state.broken) return this.props.children
    return (
      <div class="notice notice-problem" role="alert" data-test="broken">
        <h1>{shell.broken}</h1>
        <p>{shell.brokenText}</p>
        <button type="button" class="button" onClick={() => location.reload()}>
          {shell.reload}
        </button>
      </div>
    )
  }
}

connectSession()
listenForNavigation()
void askSession()
const root = document.getElementById('app')
if (root !== null) render(<App />, root)
