import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import { ApiError } from '../api/client'
import type { Session, SessionPage } from '../api/sessionTypes'
import { useSearch } from '../search/context'
import { WrongQuery } from '../search/QueryProblem'
import { clock, count } from '../time/format'
import { useZone } from '../ui/preferences'
import { Problem } from '../ui/Problem'
import { NoSessions } from './NoSessions'
import { SessionRow } from './SessionRow'

const ROW_HEIGHT = 72
/** Rows before the end at which the next page is asked for. */
const AHEAD = 15

interface Props {
  sessions: UseInfiniteQueryResult<InfiniteData<SessionPage>>
  rows: Session[]
  current: string | undefined
}

export function SessionList({ sessions, rows, current }: Props) {
  const { state } = useSearch()
  const [zone] = useZone()
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => scroller.current, estimateSize: () => ROW_HEIGHT, overscan: 6 })
  const items = virtual.getVirtualItems()
  const last = items.at(-1)?.index ?? 0
  const { hasNextPage, isFetchingNextPage, fetchNextPage, isPlaceholderData, isFetchNextPageError, isRefetchError } = sessions
  useEffect(() => {
    const sound = !isPlaceholderData && !isFetchNextPageError && !isRefetchError
    if (rows.length > 0 && last >= rows.length - AHEAD && hasNextPage && !isFetchingNextPage && sound) void fetchNextPage()
  }, [last, rows.length, hasNextPage, isFetchingNextPage, isPlaceholderData, isFetchNextPageError, isRefetchError, fetchNextPage])
  useEffect(() => {
    // Braces matter: newer browsers answer scrollTo with a promise, which React would take for a clean-up.
    scroller.current?.scrollTo(0, 0)
  }, [state.q, state.from, state.to])
  useEffect(() => {
    const index = rows.findIndex((row) => row.id === current)
    if (index >= 0) virtual.scrollToIndex(index, { align: 'auto' })
    // Only a change of the current row scrolls: rows arriving later must not pull the reader back to it.
  }, [current]) // eslint-disable-line react-hooks/exhaustive-deps

  const old = isPlaceholderData || isRefetchError
  return (
    <section className="results sessions" aria-label="Sessions">
      <div className="results-line sessions-line">
        <p className={`total ${old ? 'stale' : ''}`} role="status" data-testid="total">
          {sessions.data && (
            <>
              <strong>{count(rows.length)}{hasNextPage ? '+' : ''}</strong> recorded {rows.length === 1 ? 'session' : 'sessions'}
            </>
          )}
        </p>
      </div>
      {isRefetchError && rows.length > 0 && (
        <p className="rows-old" role="alert">
          The last search got no answer; these sessions are of {clock(sessions.dataUpdatedAt, zone)}.{' '}
          <button type="button" className="link" onClick={() => void sessions.refetch()}>Try again</button>
        </p>
      )}
      {body()}
    </section>
  )

  function body() {
    if (sessions.error && rows.length === 0) {
      const problem = sessions.error instanceof ApiError ? sessions.error.queryProblem : undefined
      if (problem) return <WrongQuery problem={problem} />
      return <Problem error={sessions.error} retry={() => void sessions.refetch()} />
    }
    if (sessions.isPending) return <p className="results-wait" role="status">Searching…</p>
    if (rows.length === 0) return <NoSessions />
    return (
      <div ref={scroller} className={`rows ${old ? 'stale' : ''}`} aria-busy={isPlaceholderData}>
        <ol className="rows-canvas" aria-label="Recorded sessions, newest first" style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const session = rows[item.index]!
            return <SessionRow key={session.id} session={session} top={item.start} zone={zone} current={session.id === current} />
          })}
        </ol>
        {isFetchingNextPage && <p className="rows-more muted">Loading more…</p>}
        {isFetchNextPageError && (
          <p className="rows-more">
            The next page did not come. <button type="button" className="link" onClick={() => void fetchNextPage()}>Try again</button>
          </p>
        )}
      </div>
    )
  }
}
