import type { ComponentChildren } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'
import { words } from '../language.ts'

interface Props {
  readonly title: string
  readonly test: string
  readonly tone?: 'plain' | 'danger'
  readonly confirm: string
  readonly busy: boolean
  readonly onConfirm: () => void
  readonly onClose: () => void
  readonly children: ComponentChildren
}

/** A native modal dialog: the browser keeps the focus in it and gives it back at the end. */
export function ConfirmDialog(props: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useEffect(() => {
    const element = dialog.current
    element?.showModal()
    // Closed before it goes, so that the focus returns to the button that opened it.
    return () => element?.close()
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
        <h2 id={titleId}>{props.title}</h2>
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
