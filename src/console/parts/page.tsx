import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { words } from '../language.ts'
import { visits } from '../navigation.ts'

/** A page's heading: it takes the focus when the page is come to, and names the tab. */
export function PageHeading({ title, children }: { title: string; children?: ComponentChildren }) {
  const heading = useRef<HTMLHeadingElement>(null)
  const visit = visits.value
  useEffect(() => {
    document.title = `${title} · ${words.value.shell.name}`
  }, [title, words.value])
  useEffect(() => {
    if (visit > 0) heading.current?.focus()
  }, [visit])
  return (
    <div class="page-heading">
      <h1 tabIndex={-1} ref={heading} data-test="heading">
        {title}
      </h1>
      {children}
    </div>
  )
}

export function Loading() {
  return (
    <p class="quiet" role="status">
      {words.value.shell.loading}
    </p>
  )
}
