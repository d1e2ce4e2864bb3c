import { hash } from 'node:crypto'
import { acceptInvite, assertInvite } from '../commands/accept-invite.ts'
import { type AccountChange, changeAccount } from '../commands/change-account.ts'
import {
  foldName,
  INVITE_MS,
  inviteAccount,
  type KeptAccount,
  renewInvite,
} from '../commands/invite-account.ts'
import { refuseSignIn, signIn } from '../commands/sign-in.ts'
import { signOut } from '../commands/sign-out.ts'
import { type Account, type Actor, type Role, SYSTEM } from '../domain/account.ts'
import type { Session } from '../domain/decision.ts'
import { Refusal } from '../domain/error.ts'
import { commitOne } from './commit.ts'
import type { Desk } from './desk.ts'
import { assertPassword, hashPassword, isPassword, SALT_OCTETS } from './password.ts'
import type { SignInGuard } from './sign-in-guard.ts'

/** What the uses of this file need of the desk: the command line has no more than this. */
export type AccountDesk = Pick<Desk, 'store' | 'means' | 'randomOctets' | 'randomLetters'> & {
  readonly settings: Pick<Desk['settings'], 'staffUrl'>
}

/** Who is signed in, and by what. */
export interface SignedIn {
  readonly account: Account
  readonly actor: Actor
  readonly session: Session
}

export interface Opened extends SignedIn {
  /** Goes into the cookie, once. */
  readonly token: string
}

export interface Invited {
  /** Pseudonym. */
  readonly account: string
  /** Works once, until `expiresMs`; shown once. */
  readonly link: string
  readonly expiresMs: number
}

const TOKEN_OCTETS = 32
const PSEUDONYM_LETTERS = 8

/**
 * Signs in by name and password. Every try counts against name and address before the password is
 * looked at, and a name that does not exist costs the same work.
 *
 * @throws {Refusal} `TOO_MANY_REQUESTS`, `SIGN_IN_REFUSED`
 */
export async function signInUse(
  desk: AccountDesk,
  input: { readonly name: string; readonly password: string; readonly address: string },
  guard: SignInGuard,
): Promise<Opened> {
  const of = { name: foldName(input.name), address: input.address }
  guard.admit(of, desk.means().nowMs)
  const account = await findByName(desk, input.name)
  const isRight = await isPassword(input.password, account?.passwordHash ?? null)
  if (account === null || !isRight || account.disabled) {
    await commitOne(desk.store, refuseSignIn(account))
    throw new Refusal('SIGN_IN_REFUSED')
  }
  guard.forgive(of)
  const opened = newSession(desk, account.id, account.passwordHash ?? '')
  await commitOne(desk.store, signIn(account, opened, desk.means()))
  return openedBy(desk, opened.token)
}

/** The session of a cookie's token; null when there is none, it is over, or its account is shut. */
export async function loadSignedIn(
  desk: Pick<AccountDesk, 'store'>,
  token: string,
): Promise<SignedIn | null> {
  const accountId = /^(P-[A-Z]{8})\.[\w-]{43}$/.exec(token)?.[1]
  if (accountId === undefined) return null
  const account = await desk.store.loadAccount(accountId)
  if (account === null || account.passwordHash === null || account.disabled) return null
  const found = await desk.store.loadSession(sessionKey(token, account.passwordHash))
  if (found === null || found.account.id !== account.id) return null
  return { account, actor: { id: account.id, roles: account.roles }, session: found.session }
}

export async function signOutUse(desk: AccountDesk, session: Session): Promise<void> {
  await commitOne(desk.store, signOut(session))
}

/**
 * A new account and the link by which its person sets a password.
 *
 * @throws {Refusal} `ROLE_REQUIRED`, `INPUT_INVALID`, `ACCOUNT_EXISTS`
 */
export async function inviteUse(
  desk: AccountDesk,
  input: { readonly name: string; readonly roles: readonly Role[] },
  actor: Actor,
): Promise<Invited> {
  const means = desk.means()
  const id = `P-${desk.randomLetters(PSEUDONYM_LETTERS)}`
  const token = newToken(desk)
  const name = input.name.normalize('NFKC').trim()
  const account = { id, name, roles: input.roles, tokenSha256: sha256Hex(token) }
  await commitOne(desk.store, inviteAccount(account, actor, means))
  return invited(desk, { account: id, token, nowMs: means.nowMs })
}

/**
 * A new link for an account whose link or password was lost. The old password, and every session
 * of it, is worth nothing from here on.
 *
 * @throws {Refusal} `ROLE_REQUIRED`, `ACCOUNT_NOT_FOUND`
 */
export async function renewInviteUse(
  desk: AccountDesk,
  name: string,
  actor: Actor,
): Promise<Invited> {
  const means = desk.means()
  const account = await accountCalled(desk, name)
  const token = newToken(desk)
  await commitOne(desk.store, renewInvite(account, { tokenSha256: sha256Hex(token) }, actor, means))
  return invited(desk, { account: account.id, token, nowMs: means.nowMs })
}

/** @throws {Refusal} `ROLE_REQUIRED`, `ACCOUNT_NOT_FOUND`, `INPUT_INVALID` */
export async function changeAccountUse(
  desk: AccountDesk,
  of: { readonly name: string; readonly change: AccountChange },
  actor: Actor,
): Promise<void> {
  const account = await accountCalled(desk, of.name)
  await commitOne(desk.store, changeAccount(account, of.change, actor))
}

/**
 * Takes up an invitation, once: sets the password and signs in.
 *
 * @throws {Refusal} `INVITE_INVALID`, `PASSWORD_WEAK`
 */
export async function acceptInviteUse(
  desk: AccountDesk,
  input: { readonly token: string; readonly password: string },
): Promise<Opened> {
  const invite = await desk.store.loadInvite(sha256Hex(input.token))
  const account = invite === null ? null : await desk.store.loadAccount(invite.accountId)
  if (invite === null || account === null) throw new Refusal('INVITE_INVALID')
  // Before the costly hash, and before a weak password could tell that the link is good.
  assertInvite({ account, invite }, desk.means())
  assertPassword(input.password, account.name)
  const passwordHash = await hashPassword(input.password, desk.randomOctets(SALT_OCTETS))
  const opened = newSession(desk, account.id, passwordHash)
  const taken = { ...opened, passwordHash }
  await commitOne(desk.store, acceptInvite({ account, invite }, taken, desk.means()))
  return openedBy(desk, opened.token)
}

/**
 * The link of the first administrator, `admin`: new as long as no administrator has set a
 * password, as the link of an earlier start may be lost. Null from then on.
 */
export async function ensureFirstAdmin(desk: AccountDesk): Promise<string | null> {
  const accounts = await desk.store.listAccounts()
  const admins = accounts.filter(({ roles, disabled }) => roles.includes('admin') && !disabled)
  if (admins.some(({ passwordHash }) => passwordHash !== null)) return null
  const [waiting] = admins
  const { link } =
    waiting === undefined
      ? await inviteUse(desk, { name: nameFor(accounts), roles: ['admin'] }, SYSTEM)
      : await renewInviteUse(desk, waiting.name, SYSTEM)
  return link
}

function nameFor(accounts: readonly Account[]): string {
  const taken = new Set(accounts.map(({ name }) => foldName(name)))
  let name = 'admin'
  for (let n = 2; taken.has(name); n++) name = `admin${n}`
  return name
}

/** @throws {Refusal} `ACCOUNT_NOT_FOUND` */
async function accountCalled(desk: AccountDesk, name: string): Promise<KeptAccount> {
  const account = await findByName(desk, name)
  if (account === null) throw new Refusal('ACCOUNT_NOT_FOUND', { account: name })
  return account
}

async function findByName(desk: AccountDesk, name: string): Promise<KeptAccount | null> {
  const folded = foldName(name)
  const accounts = await desk.store.listAccounts()
  return accounts.find((each) => foldName(each.name) === folded) ?? null
}

async function openedBy(desk: AccountDesk, token: string): Promise<Opened> {
  const signedIn = await loadSignedIn(desk, token)
  // Somebody shut the account in the moment between.
  if (signedIn === null) throw new Refusal('SIGN_IN_REFUSED')
  return { ...signedIn, token }
}

function newSession(
  desk: AccountDesk,
  accountId: string,
  passwordHash: string,
): { token: string; tokenSha256: string; csrf: string } {
  const token = `${accountId}.${newToken(desk)}`
  return { token, tokenSha256: sessionKey(token, passwordHash), csrf: newToken(desk) }
}

/** A session hangs on the password that it was opened with: a new one ends them all. */
function sessionKey(token: string, passwordHash: string): string {
  return sha256Hex(`${token} ${passwordHash}`)
}

function invited(
  desk: AccountDesk,
  of: { readonly account: string; readonly token: string; readonly nowMs: number },
): Invited {
  const link = `${desk.settings.staffUrl}/invites/${of.token}`
  return { account: of.account, link, expiresMs: of.nowMs + INVITE_MS }
}

function newToken(desk: AccountDesk): string {
  return Buffer.from(desk.randomOctets(TOKEN_OCTETS)).toString('base64url')
}

function sha256Hex(text: string): string {
  return hash('sha256', text, 'hex')
}
