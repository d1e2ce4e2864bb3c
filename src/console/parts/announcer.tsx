import { signal } from '@preact/signals'

const said = signal('')

/** Tells screen readers what has changed, without moving the focus. */
export function announce(text: string): void {
  // The same words twice would be no change, and so not be spoken.
  said.value = said.value === text ? `${text} ` : text
}

export function Announcer() {
  return (
    <div class="visually-hidden" role="status" aria-live="polite" data-test="announcer">
      {said.value}
    </div>
  )
}
