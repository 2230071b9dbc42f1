import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { ApiError } from '../api/client'
import { useMe } from '../api/queries'
import { SearchProvider } from '../search/context'
import { SearchPage } from '../search/SearchPage'
import { ValueMenuProvider } from '../search/ValueMenu'
import { Problem } from '../ui/Problem'
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
          <SearchPage />
          <Palette />
        </div>
      </ValueMenuProvider>
    </SearchProvider>
  )
}

/** When any answer says 401, the session is over: ask who it is again, which leads to the sign-in page. */
function useSignOutOnExpiry(): void {
  const client = useQueryClient()
  useEffect(
    () =>
      client.getQueryCache().subscribe(({ query, type }) => {
        const { error, status } = query.state
        const expired = type === 'updated' && status === 'error' && error instanceof ApiError && error.status === 401
        if (expired && query.queryKey[0] !== 'me') void client.resetQueries({ queryKey: ['me'] })
      }),
    [client],
  )
}
