import { batch, signal } from '@preact/signals'
import { parseRoute, type Route } from './route.ts'

let path = location.pathname

export const route = signal<Route>(here())
/** Moves with every change of path: each visit is a page made anew, whose heading takes the focus. */
export const visits = signal(0)

/** Goes to a path of the console without loading the page anew. */
export function navigate(to: string, options: { readonly replace?: boolean } = {}): void {
  if (options.replace === true) history.replaceState(null, '', to)
  else history.pushState(null, '', to)
  arrive()
}

/** Gives the page that is shown another path, for a reload; nothing on it changes. */
export function renamePage(to: string): void {
  history.replaceState(null, '', to)
  path = location.pathname
}

/** Takes the page from the address anew, where a page has been renamed under what is shown. */
export function readAddress(): void {
  route.value = here()
}

/** Takes clicks on links into the console, and the browser's back and forward. */
export function listenForNavigation(): void {
  addEventListener('popstate', arrive)
  document.addEventListener('click', (event) => {
    const link = (event.target as Element | null)?.closest('a')
    if (link === null || link === undefined || !isOurs(link, event)) return
    event.preventDefault()
    navigate(link.pathname + link.search)
  })
}

function arrive(): void {
  const moved = location.pathname !== path
  path = location.pathname
  batch(() => {
    route.value = here()
    if (moved) visits.value += 1
  })
  if (moved) scrollTo(0, 0)
}

function here(): Route {
  return parseRoute(location.pathname, location.search)
}

function isOurs(link: HTMLAnchorElement, event: MouseEvent): boolean {
  if (event.defaultPrevented || event.button !== 0) return false
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return false
  if (link.target !== '' || link.hasAttribute('download')) return false
  if (link.origin !== location.origin || link.pathname.startsWith('/api/')) return false
  return !(link.hash !== '' && link.pathname === location.pathname)
}
