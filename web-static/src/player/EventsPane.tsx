import { useMemo, useState } from 'react'
import { type Beside, useSessionEvents } from '../api/sessions'
import type { AuditEvent } from '../api/types'
import { kindOf } from '../event/kind'
import { sentence } from '../event/sentence'
import { clauseText } from '../query/edit'
import { clockOf } from '../time/duration'
import { Link } from '../ui/Link'
import { SafeText } from '../ui/SafeText'
import { Unavailable } from '../ui/Unavailable'
import { searchHref } from '../url/route'
import { usePlayer } from './context'
import { usePosition } from './hooks'
import { lastIndex } from './spans'

const CHOICES: { of: Beside; label: string }[] = [
  { of: 'all', label: 'All' },
  { of: 'session', label: 'This session' },
  { of: 'user', label: 'Its user' },
  { of: 'pod', label: 'Its pod' },
]

/** What the API server saw of the session, its user and its pod's account in the same time. */
export function EventsPane() {
  const { session, playback, goTo } = usePlayer()
  const [of, setOf] = useState<Beside>('all')
  const events = useSessionEvents(session.id, of)
  const start = Date.parse(session.start)
  const timeOf = (event: AuditEvent) => (Date.parse(event.timestamp) - start) / 1000
  const found = useMemo(() => events.data?.pages.flatMap((page) => page.events) ?? [], [events.data])
  const at = usePosition(playback, (time) => lastIndex(found, time + 1e-3, timeOf))
  return (
    <>
      <div className="pane-tools" role="group" aria-label="Whose events">
        {CHOICES.map((choice) => (
          <button key={choice.of} type="button" className="chip" aria-pressed={of === choice.of} onClick={() => setOf(choice.of)}>{choice.label}</button>
        ))}
      </div>
      {events.error && found.length === 0 ? (
        <p className="pane-note"><Unavailable what="Audit events" retry={() => void events.refetch()} /></p>
      ) : found.length === 0 ? (
        <p className="pane-note muted">{events.isPending ? '' : 'No such audit event is in the store.'}</p>
      ) : (
        <ol className="pane-list" aria-label="Audit events, by time">
          {found.map((event, index) => (
            <li key={event.id} className="beside" aria-current={index === at || undefined} data-testid="beside">
              <button type="button" className="mono muted beside-time" title="Go to this moment" onClick={() => goTo(Math.max(timeOf(event), 0))}>
                {timeOf(event) < 0 ? `−${clockOf(-timeOf(event))}` : clockOf(timeOf(event))}
              </button>
              <Sentence event={event} session={session.id} />
            </li>
          ))}
          {events.hasNextPage && (
            <li className="pane-more">
              <button type="button" className="link" disabled={events.isFetchingNextPage} onClick={() => void events.fetchNextPage()}>
                {events.isFetchNextPageError ? 'The next ones did not come. Try again' : 'More'}
              </button>
            </li>
          )}
        </ol>
      )}
      <p className="pane-foot">
        <Link className="link" href={searchHref(clauseText('auditID', session.auditID))}>Search the events of this session</Link>. Its pod’s events are those
        of the pod’s account, which every process in it shares.
      </p>
    </>
  )
}

function Sentence({ event, session }: { event: AuditEvent; session: string }) {
  const { did, what, target, outcome } = sentence(event)
  const object = target.path ?? [target.namespace, target.name].filter(Boolean).join('/')
  return (
    <Link className="beside-what" href={`/?${new URLSearchParams({ event: event.id })}`}>
      <span className={`did kind-${kindOf(event)}`}>{did}</span> {what} {object && <span className="mono"><SafeText text={object} /></span>}
      {(event.session ?? event.auditID) === session && <span className="chip">this session</span>}
      {(outcome === 'denied' || outcome === 'failed') && <span className={`code loud mono ${outcome === 'denied' ? 'denied-code' : ''}`}>{event.code ?? outcome}</span>}
    </Link>
  )
}
