import type { Session, SessionState } from '../api/sessionTypes'

/** What a state is called, and what it means for whoever relies on the recording. */
export const STATES: Record<SessionState, { label: string; meaning: string }> = {
  live: { label: 'Live', meaning: 'Under way: more may come' },
  sealed: { label: 'Sealed', meaning: 'Complete, and protected against change' },
  interrupted: { label: 'Interrupted', meaning: 'Nothing more came from the gateway; what had come is kept' },
  torn: { label: 'Torn', meaning: 'Stored bytes were found damaged; what stood there is missing' },
}

export function whereOf({ namespace, pod, container }: Pick<Session, 'namespace' | 'pod' | 'container'>): string {
  const target = [namespace, pod].filter(Boolean).join('/') || 'an unknown pod'
  return target + (container ? ` · ${container}` : '')
}

/** What was done, where there is no command to show. */
export function didOf({ kind }: Pick<Session, 'kind'>): string {
  return kind === 'attach' ? 'attached' : kind === null ? 'its first record is missing' : kind
}

/** One line that names a session, for titles and labels. */
export function titleOf(session: Session): string {
  return `${session.user ?? 'somebody'}: ${session.command ?? didOf(session)} in ${whereOf(session)}`
}

export function secondsOf({ durationMs }: Pick<Session, 'durationMs'>): number {
  return durationMs / 1000
}
