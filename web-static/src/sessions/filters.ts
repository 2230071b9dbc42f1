import type { SessionState } from '../api/sessionTypes'

/** The choices of state, as clauses of the query so that the bar shows what they do. */
export const STATE_CHIPS: { label: string; state: SessionState }[] = [
  { label: 'Live', state: 'live' },
  { label: 'Sealed', state: 'sealed' },
  { label: 'Interrupted', state: 'interrupted' },
  { label: 'Torn', state: 'torn' },
]
