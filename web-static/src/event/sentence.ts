import type { AuditEvent } from '../api/types'
import { isDenied } from './kind'

export type Outcome = 'asked' | 'began' | 'done' | 'denied' | 'failed' | 'panicked'

export interface Sentence {
  outcome: Outcome
  /** "created", "tried to open exec in", "asked to watch". */
  did: string
  /** What kind of thing: "pods", "pods/status"; empty for a request that names no resource. */
  what: string
  /** Which one: "shop/web-7d4f", "in shop", "/healthz"; as pieces, so that each can be clicked. */
  target: { namespace?: string; name?: string; path?: string }
  /** The command of an exec, attach or debug. */
  command?: string
}

/** Infinitive and past of what Kubernetes calls verbs. */
const VERBS: Record<string, [string, string]> = {
  get: ['read', 'read'],
  list: ['list', 'listed'],
  watch: ['watch', 'watched'],
  create: ['create', 'created'],
  update: ['update', 'updated'],
  patch: ['patch', 'patched'],
  delete: ['delete', 'deleted'],
  deletecollection: ['delete all', 'deleted all'],
}

/** Actions are ours: the verb of an exec depends on the protocol and says nothing. */
const ACTIONS: Record<string, [string, string]> = {
  exec: ['exec in', 'ran exec in'],
  attach: ['attach to', 'attached to'],
  portforward: ['port-forward to', 'port-forwarded to'],
  proxy: ['proxy to', 'proxied to'],
  logs: ['read logs of', 'read logs of'],
  debug: ['debug', 'debugged'],
}

export function sentence(event: AuditEvent): Sentence {
  const outcome = outcomeOf(event)
  const words = (event.action && ACTIONS[event.action]) || VERBS[event.verb ?? ''] || [event.verb || 'call', event.verb || 'called']
  const built: Sentence = { outcome, did: phrase(outcome, words), what: resourceOf(event), target: targetOf(event) }
  return event.command ? { ...built, command: event.command } : built
}

export function outcomeOf(event: AuditEvent): Outcome {
  if (event.stage === 'Panic') return 'panicked'
  if (isDenied(event)) return 'denied'
  if ((event.code ?? 0) >= 400) return 'failed'
  if (event.stage === 'RequestReceived') return 'asked'
  return event.stage === 'ResponseStarted' ? 'began' : 'done'
}

/** The whole sentence in words, for labels and titles. */
export function sentenceText(event: AuditEvent): string {
  const { did, what, target, command } = sentence(event)
  const where = target.path ?? [target.namespace, target.name].filter(Boolean).join('/')
  return [event.user || 'unauthenticated', did, what, where, command && `· ${command}`].filter(Boolean).join(' ')
}

function phrase(outcome: Outcome, [infinitive, past]: [string, string]): string {
  switch (outcome) {
    case 'asked':
      return `asked to ${infinitive}`
    case 'began':
      return `began to ${infinitive}`
    case 'done':
      return past
    case 'denied':
      return `tried to ${infinitive}`
    case 'failed':
      return `failed to ${infinitive}`
    case 'panicked':
      return `panicked on ${infinitive}`
  }
}

/** An action's words already name the subresource, and that it happens to a pod goes without saying. */
function resourceOf({ action, resource, subresource }: AuditEvent): string {
  if (!resource) return ''
  if (action && ACTIONS[action]) return resource === 'pods' ? '' : resource
  return subresource ? `${resource}/${subresource}` : resource
}

function targetOf(event: AuditEvent): Sentence['target'] {
  if (!event.resource) return { path: event.uri || '' }
  return { ...(event.namespace && { namespace: event.namespace }), ...(event.name && { name: event.name }) }
}
