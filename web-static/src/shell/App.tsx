import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { ApiError } from '../api/client'
import { useMe } from '../api/queries'
import { SearchProvider } from '../search/context'
import { QUERY_INPUT } from '../search/queryInput'
import { SearchPage } from '../search/SearchPage'
import { ValueMenuProvider } from '../search/ValueMenu'
import { PlayerPage } from '../player/PlayerPage'
import { SessionsPage } from '../sessions/SessionsPage'
import { Problem } from '../ui/Problem'
import { useRoute } from '../url/navigation'
import { Palette } from './Palette'
import { Rail } from './Rail'
import { SignIn } from './SignIn'

export function App() {
  const me = useMe()
  const signedIn = useRef(false)
  if (me.data) signedIn.current = true
  useSignOutOnExpiry()
  if (me.isPending) return <div className="page-wait" role="status" aria-label="Loading" />
  if (me.error instanceof ApiError && me.error.status === 401) return <SignIn ended={signedIn.current} />
  if (me.error) {
    return (
      <main className="page-problem">
        <Problem error={me.error} retry={() => void me.refetch()} />
      </main>
    )
  }
  return (
    <SearchProvider>
      <ValueMenuProvider>
        <div className="frame">
          <Rail me={me.data} />
          <Page />
          <Palette />
        </div>
      </ValueMenuProvider>
    </SearchProvider>
  )
}

function Page() {
  const route = useRoute()
  switch (route.page) {
    case 'search':
      return <SearchPage />
    case 'sessions':
      return <SessionsPage />
    case 'player':
      return <PlayerPage key={route.id} id={route.id} />
  }
}

/**
 * When an answer says 401, the session is over: ask who it is again, which leads to the sign-in page. Completions are
 * asked for in mid-word: they don't take the query away from who types it, the search that follows does.
 */
function useSignOutOnExpiry(): void {
  const client = useQueryClient()
  useEffect(
    () =>
      client.getQueryCache().subscribe(({ query, type }) => {
        const { error, status } = query.state
        const expired = type === 'updated' && status === 'error' && error instanceof ApiError && error.status === 401
        const aside = query.queryKey[0] === 'me' || (query.queryKey[1] === 'values' && document.activeElement?.id === QUERY_INPUT)
        if (expired && !aside) void client.resetQueries({ queryKey: ['me'] })
      }),
    [client],
  )
}
