import { createContext, type ReactNode, useContext, useMemo } from 'react'
import { addClause, clauseText } from '../query/edit'
import { navigate } from '../url/navigation'
import { parseRoute, searchHref } from '../url/route'
import type { SearchState } from '../url/state'
import { type Update, useSearchState } from '../url/useSearchState'

interface Search {
  state: SearchState
  update: Update
  /** Narrows the query to a value, or with `negated` away from it. */
  filter: (field: string, value: string, negated?: boolean) => void
}

const Context = createContext<Search | null>(null)

export function SearchProvider({ children }: { children: ReactNode }) {
  const [state, update] = useSearchState()
  const search = useMemo<Search>(
    () => ({
      state,
      update,
      filter: (field, value, negated = false) => {
        const clause = clauseText(field, value, negated)
        // The player has no list to narrow: the events with this value are looked up instead.
        if (parseRoute(location.pathname).page === 'player') navigate(searchHref(clause))
        else update({ q: addClause(state.q, clause) })
      },
    }),
    [state, update],
  )
  return <Context value={search}>{children}</Context>
}

export function useSearch(): Search {
  const search = useContext(Context)
  if (!search) throw new Error('useSearch needs a SearchProvider above it')
  return search
}
