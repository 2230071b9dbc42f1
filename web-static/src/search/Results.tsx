import type { UseInfiniteQueryResult, InfiniteData } from '@tanstack/react-query'
import { useVirtualizer } from '@tanstack/react-virtual'
import { ArrowDown, ArrowUp, PanelLeftClose, PanelLeftOpen } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { ApiError } from '../api/client'
import { useCount } from '../api/queries'
import type { AuditEvent, EventPage } from '../api/types'
import { clock, count } from '../time/format'
import { useZone } from '../ui/preferences'
import { Problem } from '../ui/Problem'
import { useSearch } from './context'
import { NoResults } from './NoResults'
import { WrongQuery } from './QueryProblem'
import { ResultRow } from './ResultRow'

export const ROWS_ID = 'rows'

const ROW_HEIGHT = 28
/** Rows before the end at which the next page is asked for. */
const AHEAD = 60

interface Props {
  events: UseInfiniteQueryResult<InfiniteData<EventPage>>
  rows: AuditEvent[]
  current: string | undefined
  open: (id: string) => void
  fieldsOpen: boolean
  toggleFields: () => void
}

export function Results({ events, rows, current, open, fieldsOpen, toggleFields }: Props) {
  const { state, update } = useSearch()
  const [zone] = useZone()
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
  })
  const items = virtual.getVirtualItems()
  const last = items.at(-1)?.index ?? 0
  const { hasNextPage, isFetchingNextPage, fetchNextPage, isPlaceholderData, isFetchNextPageError, isRefetchError } = events
  useEffect(() => {
    const near = rows.length > 0 && last >= rows.length - AHEAD
    // A next page that came would also clear the error which says that the rows are old ones.
    const sound = !isPlaceholderData && !isFetchNextPageError && !isRefetchError
    if (near && hasNextPage && !isFetchingNextPage && sound) void fetchNextPage()
  }, [last, rows.length, hasNextPage, isFetchingNextPage, isPlaceholderData, isFetchNextPageError, isRefetchError, fetchNextPage])

  // A new question starts at its first answer; a page more of the same one must not move anything.
  useEffect(() => {
    // Braces matter: newer browsers answer scrollTo with a promise, which React would take for a clean-up.
    scroller.current?.scrollTo(0, 0)
  }, [state.q, state.from, state.to, state.order])
  useEffect(() => {
    const index = rows.findIndex((row) => row.id === current)
    if (index >= 0) virtual.scrollToIndex(index, { align: 'auto' })
    // Only a change of the current row scrolls: rows arriving later must not pull the reader back to it.
  }, [current]) // eslint-disable-line react-hooks/exhaustive-deps

  const page = events.data?.pages[0]
  const exact = useCount(state, page !== undefined && !page.total.exact && !isPlaceholderData)
  const currentShown = items.some((item) => rows[item.index]?.id === current)
  const old = isPlaceholderData || isRefetchError
  const Arrow = state.order === 'desc' ? ArrowDown : ArrowUp
  return (
    <section className="results" aria-label="Results">
      <div className="results-line">
        <button type="button" className="icon-button" aria-label={fieldsOpen ? 'Hide fields' : 'Show fields'} aria-pressed={fieldsOpen} onClick={toggleFields}>
          {fieldsOpen ? <PanelLeftClose size={16} aria-hidden /> : <PanelLeftOpen size={16} aria-hidden />}
        </button>
        <p className={`total ${old ? 'stale' : ''}`} role="status" data-testid="total">
          {page && <Total page={page} exact={exact.data} />}
        </p>
        <button
          type="button"
          className="button order"
          title={state.order === 'desc' ? 'Newest first' : 'Oldest first'}
          onClick={() => update({ order: state.order === 'desc' ? 'asc' : 'desc' })}
        >
          <Arrow size={14} aria-hidden /> {state.order === 'desc' ? 'Newest first' : 'Oldest first'}
        </button>
      </div>
      {isRefetchError && rows.length > 0 && (
        <p className="rows-old" role="alert">
          The last search got no answer; these rows are of {clock(events.dataUpdatedAt, zone)}.{' '}
          <button type="button" className="link" onClick={() => void events.refetch()}>Try again</button>
        </p>
      )}
      {body()}
    </section>
  )

  function body() {
    if (events.error && rows.length === 0) {
      const problem = events.error instanceof ApiError ? events.error.queryProblem : undefined
      if (problem) return <WrongQuery problem={problem} />
      return <Problem error={events.error} retry={() => void events.refetch()} />
    }
    if (events.isPending) return <p className="results-wait" role="status">Searching…</p>
    if (rows.length === 0) return <NoResults />
    return (
      <div
        ref={scroller}
        id={ROWS_ID}
        className={`rows ${old ? 'stale' : ''}`}
        role="grid"
        aria-label="Audit events"
        aria-rowcount={page?.total.exact ? page.total.value : (exact.data ?? -1)}
        aria-busy={isPlaceholderData}
        aria-activedescendant={current && currentShown ? `row-${current}` : undefined}
        tabIndex={0}
      >
        <div role="rowgroup" className="rows-canvas" style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const event = rows[item.index]!
            return (
              <ResultRow key={event.id} event={event} index={item.index} top={item.start} zone={zone} current={event.id === current} open={open} />
            )
          })}
        </div>
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

function Total({ page: { total, tookMs }, exact }: { page: EventPage; exact: number | undefined }) {
  const value = exact ?? total.value
  return (
    <>
      <strong>{total.exact || exact !== undefined ? '' : 'more than '}{count(value)}</strong> {value === 1 ? 'event' : 'events'}{' '}
      <span className="muted">in {count(tookMs)} ms</span>
    </>
  )
}
