import { useCallback, useMemo } from 'react'
import { navigate, useQueryString } from './navigation'
import { formatState, parseState, type SearchState } from './state'

export type Update = (change: Partial<SearchState>, how?: 'push' | 'replace') => void

/** The address bar as state: every change is a step that Back undoes, unless it says `replace`. */
export function useSearchState(): [SearchState, Update] {
  const search = useQueryString()
  const state = useMemo(() => parseState(search), [search])
  const update = useCallback<Update>((change, how = 'push') => {
    navigate(location.pathname + formatState({ ...parseState(location.search), ...change }), how)
  }, [])
  return [state, update]
}
