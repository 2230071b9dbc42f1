import { Play } from 'lucide-react'
import { memo, useState } from 'react'
import { sessionUrl } from '../api/sessions'
import type { Session } from '../api/sessionTypes'
import { person } from '../event/person'
import { PersonIcon, Within } from '../search/PersonName'
import { Value } from '../search/Value'
import { revealText } from '../text/reveal'
import { bytesInWords, clockOf } from '../time/duration'
import { shownTime, type Zone } from '../time/format'
import { Link } from '../ui/Link'
import { SafeText } from '../ui/SafeText'
import { sessionHref } from '../url/route'
import { StateBadge } from './StateBadge'
import { didOf, secondsOf, titleOf } from './words'

interface Props {
  session: Session
  top: number
  zone: Zone
  current: boolean
}

export const SessionRow = memo(function SessionRow({ session, top, zone, current }: Props) {
  const start = shownTime(session.start, zone)
  const href = sessionHref(session.id)
  return (
    <li className={`session ${current ? 'current' : ''}`} style={{ transform: `translateY(${top}px)` }} data-testid="session-row">
      <Thumbnail session={session} />
      <div className="session-what">
        <p className="session-who">
          <PersonIcon person={person(session.user)} />
          <Acting session={session} />
          <Link className="session-link" href={href} aria-current={current || undefined} aria-label={revealText(`Play: ${titleOf(session)}`).slice(0, 300)}>
            {session.command ? (
              <span className="mono session-command"><SafeText text={session.command} /></span>
            ) : (
              <span className="muted">{didOf(session)}</span>
            )}
          </Link>
        </p>
        <p className="session-where">
          {session.namespace && <Value field="namespace" value={session.namespace} className="mono" tabbable={false} />}
          {session.pod && <span className="muted">/</span>}
          {session.pod && <Value field="pod" value={session.pod} className="mono session-pod" tabbable={false} />}
          {session.container && <Value field="container" value={session.container} className="mono muted session-container" tabbable={false} />}
          {session.cluster && <span className="session-cluster muted">on <Value field="cluster" value={session.cluster} tabbable={false} /></span>}
        </p>
      </div>
      <div className="session-state">
        <StateBadge session={session} />
        {session.reason && session.state !== 'sealed' && <span className="session-reason muted"><SafeText text={session.reason} /></span>}
        {session.exitCode != null && session.exitCode !== 0 && <span className="code loud mono">exit {session.exitCode}</span>}
        {session.gaps > 0 && <span className="code loud">{session.gaps === 1 ? '1 gap' : `${session.gaps} gaps`}</span>}
      </div>
      <div className="session-time mono">
        <span><span className="muted">{start.date}</span> {start.time.slice(0, 8)}</span>
        <span className="muted">{session.state === 'live' ? 'for' : 'took'} {clockOf(secondsOf(session))} · {bytesInWords(session.bytes)}</span>
      </div>
    </li>
  )
})

function Acting({ session: { user, impersonatedUser } }: { session: Session }) {
  const who = person(user)
  if (user === null) return <span className="value muted">unknown</span>
  return (
    <>
      <Value field="user" value={user} tabbable={false}><SafeText text={who.label} /></Value>
      <Within person={who} />
      {impersonatedUser && (
        <span className="cell-as">
          as <Value field="impersonatedUser" value={impersonatedUser} tabbable={false}><SafeText text={person(impersonatedUser).label} /></Value>
        </span>
      )}
    </>
  )
}

/** A picture of the screen. Room is kept for it, so that nothing moves when it comes, or when there is none. */
function Thumbnail({ session }: { session: Session }) {
  const [missing, setMissing] = useState(false)
  return (
    <span className="thumbnail" aria-hidden>
      {!missing && <img src={sessionUrl(session.id, '/thumbnail.svg')} alt="" loading="lazy" decoding="async" onError={() => setMissing(true)} />}
      <span className="thumbnail-play"><Play size={16} /></span>
    </span>
  )
}
