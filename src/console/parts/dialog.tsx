import type { ComponentChildren } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'
import { words } from '../language.ts'

interface Props {
  readonly title: string
  readonly test: string
  readonly tone?: 'plain' | 'danger'
  readonly confirm: string
  readonly busy: boolean
  /** The focus starts at the top: what is agreed to is read before the first box is ticked. */
  readonly readFirst?: boolean
  readonly onConfirm: () => void
  readonly onClose: () => void
  readonly children: ComponentChildren
}

/** A native modal dialog: the browser keeps the focus in it, and it goes back where it was. */
export function ConfirmDialog(props: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const titleId = useId()
  useEffect(() => {
    const opener = document.activeElement
    dialog.current?.showModal()
    // The browser would go to the first field, which may stand below all that is to be read.
    if (props.readFirst === true) heading.current?.focus()
    // By the time this runs the dialog has left the page, and the browser gives no focus back.
    return () => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus()
    }
  }, [])
  return (
    <dialog
      ref={dialog}
      class={`dialog dialog-${props.tone ?? 'plain'}`}
      aria-labelledby={titleId}
      data-test={props.test}
      onCancel={(event) => {
        event.preventDefault()
        if (!props.busy) props.onClose()
      }}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (!props.busy) props.onConfirm()
        }}
      >
        <h2 id={titleId} ref={heading} tabIndex={-1}>
          {props.title}
        </h2>
        {props.children}
        <div class="actions">
          <button
            type="submit"
            class="button button-main"
            disabled={props.busy}
            data-test="confirm"
          >
            {props.confirm}
          </button>
          <button type="button" class="button" onClick={props.onClose} disabled={props.busy}>
            {words.value.shell.cancel}
          </button>
        </div>
      </form>
    </dialog>
  )
}
