import { useMemo, useState } from 'react'
import { ApiError } from '../api/client'
import { useHits, useSessions } from '../api/sessions'
import { useSearch } from '../search/context'
import { TopBar } from '../search/TopBar'
import { useKeys } from '../ui/keys'
import { useTitle } from '../ui/useTitle'
import { navigate } from '../url/navigation'
import { sessionHref } from '../url/route'
import { HitList } from './HitList'
import { SessionFilters } from './SessionFilters'
import { SessionList } from './SessionList'

export function SessionsPage() {
  const { state } = useSearch()
  const onScreen = state.view === 'screen'
  const sessions = useSessions(state, !onScreen)
  const hits = useHits(state, onScreen && state.q !== '')
  const error = onScreen ? hits.error : sessions.error
  const rows = useMemo(() => sessions.data?.pages.flatMap((page) => page.sessions) ?? [], [sessions.data])
  const [current, setCurrent] = useState<string>()
  useTitle('Sessions')
  const move = (by: number) => {
    const at = rows.findIndex((row) => row.id === current)
    setCurrent(rows[at < 0 ? 0 : Math.min(Math.max(at + by, 0), rows.length - 1)]?.id)
  }
  const open = () => {
    const id = current ?? rows[0]?.id
    if (id !== undefined) navigate(sessionHref(id))
  }
  useKeys(onScreen ? {} : { j: () => move(1), k: () => move(-1), ArrowDown: () => move(1), ArrowUp: () => move(-1), Enter: open, e: open })
  return (
    <main className="search">
      <h1 className="visually-hidden">Sessions</h1>
      <TopBar people />
      <SessionFilters problem={error instanceof ApiError ? error.queryProblem : undefined} />
      {onScreen ? <HitList hits={hits} /> : <SessionList sessions={sessions} rows={rows} current={current} />}
    </main>
  )
}
