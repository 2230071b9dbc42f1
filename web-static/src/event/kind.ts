import type { AuditEvent } from '../api/types'

/** The meanings that have a colour; `other` is anything Kubernetes may invent. */
export type Kind = 'read' | 'write' | 'delete' | 'denied' | 'other'

export const KINDS: Kind[] = ['read', 'write', 'delete', 'denied', 'other']

const VERBS: Record<'read' | 'write' | 'delete', string[]> = {
  read: ['get', 'list', 'watch', 'head', 'options'],
  write: ['create', 'update', 'patch', 'post', 'put', 'bind', 'escalate', 'impersonate', 'approve', 'sign', 'use'],
  delete: ['delete', 'deletecollection'],
}

/** These reach into a container whatever verb the protocol gives them: over WebSocket an exec is a `get`. */
const WRITING_ACTIONS = ['exec', 'attach', 'portforward', 'debug']

/** The same rule as `isDenied`, in the query language. */
export const DENIED_QUERY = '(decision:forbid OR code:401 OR code:403)'

const WRITING_ACTIONS_QUERY = `action:(${WRITING_ACTIONS.join(' OR ')})`

/** Writes that their verb calls reads. */
export const HIDDEN_WRITES_QUERY = `(${WRITING_ACTIONS_QUERY} AND verb:get)`

/** Everything that changed something, or could have. */
export const CHANGES_QUERY = `(verb:(create OR update OR patch OR delete OR deletecollection) OR ${WRITING_ACTIONS_QUERY})`

export function kindOfVerb(verb: string): Kind {
  if (VERBS.read.includes(verb)) return 'read'
  if (VERBS.write.includes(verb)) return 'write'
  return VERBS.delete.includes(verb) ? 'delete' : 'other'
}

export function isDenied(event: Pick<AuditEvent, 'decision' | 'code'>): boolean {
  return event.decision === 'forbid' || event.code === 401 || event.code === 403
}

export function reachesIntoContainer(event: Pick<AuditEvent, 'action'>): boolean {
  return WRITING_ACTIONS.includes(event.action ?? '')
}

export function kindOf(event: AuditEvent): Kind {
  if (isDenied(event)) return 'denied'
  return reachesIntoContainer(event) ? 'write' : kindOfVerb(event.verb ?? '')
}

/** A clause that keeps only this kind; `other` has none. */
export function kindClause(kind: Kind): string | undefined {
  switch (kind) {
    case 'read':
      return `(verb:(get OR list OR watch) AND NOT ${WRITING_ACTIONS_QUERY})`
    case 'write':
      return `(verb:(create OR update OR patch) OR ${WRITING_ACTIONS_QUERY})`
    case 'delete':
      return 'verb:(delete OR deletecollection)'
    case 'denied':
      return DENIED_QUERY
    case 'other':
      return undefined
  }
}
