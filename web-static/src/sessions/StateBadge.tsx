import { CircleDot, FileWarning, ShieldCheck, Unplug } from 'lucide-react'
import type { Session, SessionState } from '../api/sessionTypes'
import { STATES } from './words'

const ICONS: Record<SessionState, typeof ShieldCheck> = { live: CircleDot, sealed: ShieldCheck, interrupted: Unplug, torn: FileWarning }

/** How far a recording has come: a shape and a word, and the colour only beside them. */
export function StateBadge({ session: { state, reason } }: { session: Pick<Session, 'state' | 'reason'> }) {
  const Icon = ICONS[state] ?? ICONS.sealed
  const { label, meaning } = STATES[state] ?? { label: state, meaning: '' }
  return (
    <span className={`state state-${state}`} title={reason ? `${meaning}: ${reason}` : meaning} data-testid="state">
      <Icon size={13} aria-hidden className="icon" /> {label}
    </span>
  )
}
