import { CircleAlert, ShieldCheck } from 'lucide-react'
import { ApiError } from '../api/client'
import { useVerification } from '../api/sessions'
import type { SessionDetails, Verification } from '../api/sessionTypes'
import { StateBadge } from '../sessions/StateBadge'
import { STATES } from '../sessions/words'
import { bytesInWords } from '../time/duration'
import { count } from '../time/format'
import { SafeText } from '../ui/SafeText'
import { usePopover } from '../ui/usePopover'
import { usePlayer } from './context'

/** How far the recording can be relied on, and the means to find out. */
export function Integrity() {
  const { session } = usePlayer()
  const verification = useVerification(session.id)
  const { reason, state } = session
  return (
    <footer className="integrity" aria-label="Integrity" data-testid="integrity">
      <StateBadge session={session} />
      <span className="integrity-meaning muted">{reason ? <SafeText text={reason} /> : STATES[state]?.meaning}</span>
      <Missing session={session} />
      {session.rootHash && <span className="mono muted integrity-hash" title={`Root hash ${session.rootHash}`}>{session.rootHash.slice(0, 8)}…{session.rootHash.slice(-4)}</span>}
      <span className="integrity-space" />
      <span role="status" data-testid="verification">
        {verification.isFetching ? <span className="muted">Recomputing…</span> : <Result answer={verification.data} error={verification.error} />}
      </span>
      <button type="button" className="link" disabled={verification.isFetching} onClick={() => void verification.refetch()}>
        Verify now
      </button>
      <Limits />
    </footer>
  )
}

function Missing({ session: { gaps, holes } }: { session: SessionDetails }) {
  if (gaps === 0) return <span className="muted">nothing known to be missing</span>
  const bytes = holes.reduce((sum, hole) => sum + hole.bytes, 0)
  return <span className="integrity-gaps">{count(gaps)} {gaps === 1 ? 'gap' : 'gaps'}{bytes > 0 && `, ${bytesInWords(bytes)} missing`}</span>
}

function Result({ answer, error }: { answer: Verification | undefined; error: Error | null }) {
  if (error) return <span className="unavailable">{error instanceof ApiError && error.status === 403 ? 'You may not verify it' : 'Could not be verified'}</span>
  if (!answer) return null
  if (answer.ok) return <span className="verified"><ShieldCheck size={13} className="icon" aria-hidden /> {count(answer.chunks)} {answer.chunks === 1 ? 'chunk' : 'chunks'} as written</span>
  const [fault] = answer.faults
  return (
    <span className="unavailable integrity-broken">
      <CircleAlert size={13} className="icon" aria-hidden />
      {fault ? `${fault.chunk < 0 ? 'Part' : `Chunk ${fault.chunk} of part`} ${fault.epoch}: ${fault.what}` : 'The root hash differs from the sealed one'}
      {answer.faults.length > 1 && `, and ${count(answer.faults.length - 1)} more`}
    </span>
  )
}

function Limits() {
  const { open, setOpen, anchor } = usePopover<HTMLDivElement>()
  return (
    <div className="popover-anchor" ref={anchor}>
      <button type="button" className="link" aria-expanded={open} aria-haspopup="dialog" onClick={() => setOpen(!open)}>What it can’t show</button>
      {open && (
        <div className="floating popover end limits" role="dialog" aria-label="What a recording can’t show">
          <p>A recording shows what the terminal was sent. It does not show:</p>
          <ul>
            <li>what was typed and not echoed, such as passwords</li>
            <li>what scripts, editors and encoded commands did inside the container</li>
            <li>what files that were copied held, unless they passed through the screen</li>
            <li>that what looks like a prompt was one: programs can draw anything</li>
          </ul>
        </div>
      )}
    </div>
  )
}
