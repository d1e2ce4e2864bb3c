import { useCallback, useEffect, useState } from 'preact/hooks'
import type { ProblemJson } from '../formats/json/views.ts'
import { call } from './api.ts'

export interface Loaded<T> {
  readonly value: T | null
  readonly problem: ProblemJson | null
  readonly reload: () => void
}

/** Fetches `path` when it changes and on `reload`; null fetches nothing. */
export function useLoaded<T>(path: string | null): Loaded<T> {
  const [state, setState] = useState<{ value: T | null; problem: ProblemJson | null }>({
    value: null,
    problem: null,
  })
  const [round, setRound] = useState(0)
  useEffect(() => {
    const stop = new AbortController()
    const load = async () => {
      if (path === null) return
      const answer = await call<T>(path, { signal: stop.signal })
      if (stop.signal.aborted) return
      setState(({ value }) =>
        answer.ok ? { value: answer.value, problem: null } : { value, problem: answer.problem },
      )
    }
    void load()
    return () => stop.abort()
  }, [path, round])
  const reload = useCallback(() => setRound((n) => n + 1), [])
  return { ...state, reload }
}
