import { useSessionEvents } from '../api/sessions'
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

/** What the API server saw of the same user and pod in the time of the session. */
export function EventsPane() {
  const { session, playback, goTo } = usePlayer()
  const events = useSessionEvents(session.id, true)
  const start = Date.parse(session.start)
  const timeOf = (event: AuditEvent) => (Date.parse(event.timestamp) - start) / 1000
  const found = events.data ?? []
  const at = usePosition(playback, (time) => lastIndex(found, time + 1e-3, timeOf))
  return (
    <>
      {events.error ? (
        <p className="pane-note"><Unavailable what="Audit events" retry={() => void events.refetch()} /></p>
      ) : found.length === 0 ? (
        <p className="pane-note muted">{events.isPending ? '' : 'No audit event of this session or beside it is in the store.'}</p>
      ) : (
        <ol className="pane-list" aria-label="Audit events of the session and beside it">
          {found.map((event, index) => (
            <li key={event.id} className="beside" aria-current={index === at || undefined}>
              <button type="button" className="mono muted beside-time" title="Go to this moment" onClick={() => goTo(Math.max(timeOf(event), 0))}>
                {timeOf(event) < 0 ? `−${clockOf(-timeOf(event))}` : clockOf(timeOf(event))}
              </button>
              <Sentence event={event} session={session.id} />
            </li>
          ))}
        </ol>
      )}
      <p className="pane-foot">
        <Link className="link" href={searchHref(clauseText('session', session.id))}>Search the events of this session</Link>
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
      {event.session === session && <span className="chip">this session</span>}
      {(outcome === 'denied' || outcome === 'failed') && <span className={`code loud mono ${outcome === 'denied' ? 'denied-code' : ''}`}>{event.code ?? outcome}</span>}
    </Link>
  )
}
