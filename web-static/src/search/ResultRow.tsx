import { Ban, Flag, Play } from 'lucide-react'
import { memo } from 'react'
import type { AuditEvent } from '../api/types'
import { kindOf, reachesIntoContainer } from '../event/kind'
import { isMachine, person } from '../event/person'
import { flagsInWords } from '../event/sections'
import { sentence } from '../event/sentence'
import { shownTime, type Zone } from '../time/format'
import { Link } from '../ui/Link'
import { SafeText } from '../ui/SafeText'
import { sessionHref } from '../url/route'
import { PersonIcon, Within } from './PersonName'
import { Value } from './Value'

/** Length of `hh:mm:ss`. */
const SECONDS = 8

interface Props {
  event: AuditEvent
  index: number
  top: number
  zone: Zone
  current: boolean
  open: (id: string) => void
}

export const ResultRow = memo(function ResultRow({ event, index, top, zone, current, open }: Props) {
  const time = shownTime(event.timestamp, zone)
  const who = person(event.user)
  const said = sentence(event)
  const loud = said.outcome === 'denied' || said.outcome === 'failed' || said.outcome === 'panicked'
  // Controllers look for what is not there all day; a refusal, a broken server or a shell is news from anyone.
  const into = reachesIntoContainer(event)
  const quiet = isMachine(who) && !(loud && event.code !== 404 && event.code !== 409) && !into
  return (
    <div
      id={`row-${event.id}`}
      role="row"
      aria-rowindex={index + 1}
      aria-selected={current}
      data-testid="result-row"
      className={`row ${said.outcome} ${quiet ? 'quiet' : ''} ${into ? 'into' : ''}`}
      style={{ transform: `translateY(${top}px)` }}
      onClick={() => open(event.id)}
    >
      <span role="gridcell" className="cell-time mono">
        <span className="cell-date">{time.date} </span>
        {time.time.slice(0, SECONDS)}
        <span className="cell-millis">{time.time.slice(SECONDS)}</span>
      </span>
      <span role="gridcell" className="cell-who">
        <PersonIcon person={who} />
        {event.user ? (
          <Value field="user" value={event.user} tabbable={false}><SafeText text={who.label} /></Value>
        ) : (
          <span className="value">{who.label}</span>
        )}
        {!event.impersonatedUser && <Within person={who} />}
        {event.impersonatedUser && (
          <span className="cell-as">
            as{' '}
            <Value field="impersonatedUser" value={event.impersonatedUser} tabbable={false}>
              <SafeText text={person(event.impersonatedUser).label} />
            </Value>
          </span>
        )}
      </span>
      <span role="gridcell" className="cell-what">
        <span className={`did kind-${kindOf(event)}`}>{said.did}</span>
        {said.what && event.resource && <Value field="resource" value={event.resource} className="what" tabbable={false}>{said.what}</Value>}
        <Target target={said.target} what={said.what} />
        {said.command && <Value field="command" value={said.command} className="mono command" tabbable={false} />}
      </span>
      <span role="gridcell" className="cell-result"><Result event={event} loud={loud} denied={said.outcome === 'denied'} /></span>
      <span role="gridcell" className="cell-from mono">
        {event.sourceIP && <Value field="sourceIP" value={event.sourceIP} tabbable={false} />}
      </span>
      <span role="gridcell" className="cell-recording">
        {event.session && (
          <Link
            className="recorded"
            href={sessionHref(event.session)}
            tabIndex={-1}
            aria-label="Play the recording"
            title="Play the recording"
            onClick={(click) => click.stopPropagation()}
          >
            <Play size={14} aria-hidden />
          </Link>
        )}
        {event.flags && event.flags.length > 0 && <Flags flags={event.flags} />}
      </span>
    </div>
  )
})

function Target({ target: { namespace, name, path }, what }: { target: { namespace?: string; name?: string; path?: string }; what: string }) {
  if (path !== undefined) return path ? <Value field="uri" value={path} className="mono" tabbable={false} /> : null
  if (namespace && name) {
    return (
      <span className="target mono">
        <Value field="namespace" value={namespace} className="target-namespace" tabbable={false} />
        <span className="muted">/</span>
        <Value field="name" value={name} className="target-name" tabbable={false} />
      </span>
    )
  }
  if (name) return <Value field="name" value={name} className="mono target-name" tabbable={false} />
  if (namespace) {
    return (
      <span className="target">
        in <Value field="namespace" value={namespace} className="mono target-name" tabbable={false} />
      </span>
    )
  }
  return what ? <span className="muted">cluster-wide</span> : null
}

function Result({ event, loud, denied }: { event: AuditEvent; loud: boolean; denied: boolean }) {
  if (event.code == null) return denied ? <span className="code loud denied-code"><Ban size={12} aria-hidden /> denied</span> : null
  return (
    <Value field="code" value={String(event.code)} className={`code mono ${loud ? 'loud' : ''} ${denied ? 'denied-code' : ''}`} tabbable={false}>
      {denied && <Ban size={12} aria-hidden />} {event.code}
      {denied && <span className="visually-hidden"> denied</span>}
    </Value>
  )
}

function Flags({ flags }: { flags: string[] }) {
  const words = flagsInWords(flags)
  return (
    <span className="flagged" role="img" aria-label={`Flagged: ${words}`} title={words}>
      <Flag size={14} aria-hidden />
    </span>
  )
}
