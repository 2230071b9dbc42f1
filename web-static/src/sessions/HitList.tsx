import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import { useVirtualizer } from '@tanstack/react-virtual'
import { TextSearch } from 'lucide-react'
import { useEffect, useMemo, useRef } from 'react'
import { ApiError } from '../api/client'
import type { Hit, HitPage } from '../api/sessionTypes'
import { person } from '../event/person'
import { useSearch } from '../search/context'
import { PersonIcon, Within } from '../search/PersonName'
import { WrongQuery } from '../search/QueryProblem'
import { revealText } from '../text/reveal'
import { clockOf } from '../time/duration'
import { count, shownTime } from '../time/format'
import { rangeLabel } from '../time/range'
import { Link } from '../ui/Link'
import { useZone } from '../ui/preferences'
import { Problem } from '../ui/Problem'
import { SafeText } from '../ui/SafeText'
import { sessionHref } from '../url/route'
import { hitRows, marked, wordsOf } from './hits'
import { StateBadge } from './StateBadge'
import { whereOf } from './words'

const HEIGHTS = { session: 40, hit: 28 }
/** Rows before the end at which the next page is asked for. */
const AHEAD = 30

/** Lines that stood on screens; each leads to the second at which it can be seen. */
export function HitList({ hits }: { hits: UseInfiniteQueryResult<InfiniteData<HitPage>> }) {
  const { state } = useSearch()
  const [zone] = useZone()
  const scroller = useRef<HTMLDivElement>(null)
  const rows = useMemo(() => hitRows(hits.data?.pages.flatMap((page) => page.hits) ?? []), [hits.data])
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => scroller.current, estimateSize: (index) => HEIGHTS[rows[index]!.kind], overscan: 12 })
  const items = virtual.getVirtualItems()
  const last = items.at(-1)?.index ?? 0
  const { hasNextPage, isFetching, fetchNextPage, error, isPlaceholderData } = hits
  useEffect(() => {
    if (rows.length > 0 && last >= rows.length - AHEAD && hasNextPage && !isFetching && !error) void fetchNextPage()
  }, [last, rows.length, hasNextPage, isFetching, error, fetchNextPage])
  const total = hits.data?.pages[0]?.sessions
  return (
    <section className="results sessions" aria-label="On screen">
      <div className="results-line sessions-line">
        <p className={`total ${isPlaceholderData ? 'stale' : ''}`} role="status" data-testid="total">
          {total && state.q !== '' && (
            <>
              in <strong>{total.exact ? '' : 'more than '}{count(total.value)}</strong> {total.value === 1 ? 'session' : 'sessions'}
            </>
          )}
        </p>
      </div>
      {body()}
    </section>
  )

  function body() {
    if (state.q === '') return <Note title="Look for words on screens">Write words that stood in a terminal; fields such as <span className="mono">user:</span> narrow the sessions.</Note>
    if (error && rows.length === 0) {
      const problem = error instanceof ApiError ? error.queryProblem : undefined
      return problem ? <WrongQuery problem={problem} /> : <Problem error={error} retry={() => void hits.refetch()} />
    }
    if (hits.isPending) return <p className="results-wait" role="status">Searching…</p>
    if (rows.length === 0) return <Note title="Nothing on any screen matches">{rangeLabel(state)}. Passwords that were not echoed stand on no screen.</Note>
    return (
      <div ref={scroller} className={`rows ${isPlaceholderData ? 'stale' : ''}`} aria-busy={isPlaceholderData}>
        <ol className="rows-canvas" aria-label="Lines on screens" style={{ height: virtual.getTotalSize() }}>
          {items.map(({ index, start }) => {
            const { kind, hit } = rows[index]!
            return kind === 'session' ? <SessionLine key={index} hit={hit} top={start} date={shownTime(hit.start, zone)} /> : <HitLine key={index} hit={hit} top={start} />
          })}
        </ol>
        {error && (
          <p className="rows-more">
            The next page did not come. <button type="button" className="link" onClick={() => void fetchNextPage()}>Try again</button>
          </p>
        )}
      </div>
    )
  }
}

function Note({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <div className="empty" data-testid="no-hits">
      <TextSearch size={20} className="icon muted" aria-hidden />
      <h2>{title}</h2>
      <p>{children}</p>
    </div>
  )
}

function SessionLine({ hit, top, date }: { hit: Hit; top: number; date: { date: string; time: string } }) {
  const who = person(hit.user)
  return (
    <li className="hit-session" style={{ transform: `translateY(${top}px)` }}>
      <PersonIcon person={who} /> <strong><SafeText text={who.label} /></strong> <Within person={who} />
      <span className="mono hit-command">{hit.command && <SafeText text={hit.command} />}</span>
      <span className="mono muted hit-where"><SafeText text={whereOf(hit)} /></span>
      {hit.state !== 'sealed' && <StateBadge session={{ state: hit.state, reason: null }} />}
      <span className="mono muted">{date.date} {date.time.slice(0, 8)}</span>
    </li>
  )
}

function HitLine({ hit, top }: { hit: Hit; top: number }) {
  const find = wordsOf(hit)
  return (
    <li className="hit" style={{ transform: `translateY(${top}px)` }} data-testid="hit">
      <Link className="session-link" href={sessionHref(hit.session, { t: hit.seconds, ...(find !== undefined && { find }) })}>
        <span className="mono muted hit-time">{clockOf(hit.seconds)}</span>
        <bdi className="mono hit-line" dir="ltr">
          {marked(hit).map((piece, at) => (at % 2 === 0 ? revealText(piece) : <mark key={at}>{revealText(piece)}</mark>))}
        </bdi>
        {hit.kind === 'command' && <span className="chip">command</span>}
      </Link>
    </li>
  )
}
