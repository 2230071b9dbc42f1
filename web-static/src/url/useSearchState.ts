import { useCallback, useMemo, useSyncExternalStore } from 'react'
import { formatState, parseState, type SearchState } from './state'

export type Update = (change: Partial<SearchState>, how?: 'push' | 'replace') => void

const CHANGED = 'kubescribe:navigate'

/** The address bar as state: every change is a step that Back undoes, unless it says `replace`. */
export function useSearchState(): [SearchState, Update] {
  const search = useSyncExternalStore(subscribe, () => location.search)
  const state = useMemo(() => parseState(search), [search])
  const update = useCallback<Update>((change, how = 'push') => {
    const next = formatState({ ...parseState(location.search), ...change })
    if (next === location.search) return
    const target = `${location.pathname}${next}`
    if (how === 'push') history.pushState(null, '', target)
    else history.replaceState(null, '', target)
    window.dispatchEvent(new Event(CHANGED))
  }, [])
  return [state, update]
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('popstate', listener)
  window.addEventListener(CHANGED, listener)
  return () => {
    window.removeEventListener('popstate', listener)
    window.removeEventListener(CHANGED, listener)
  }
}
