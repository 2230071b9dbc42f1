import type { AuditEvent } from '../api/types'

export interface Fact {
  label: string
  /** Field of the query language, when the value can be filtered by. */
  field?: string
  values: string[]
  /** Why the value is to be read with care. */
  note?: string
  /** The values are timestamps, to be shown in the reader's zone. */
  time?: boolean
}

export interface Section {
  title: string
  /** The labels are paths and names of their own, too long for a column. */
  wide?: boolean
  facts: Fact[]
}

/** What the drawer tells about an event, in the order an auditor asks: who, what, with what result, and how we know. */
export function sections(event: AuditEvent): Section[] {
  const status = record(record(event.raw).responseStatus)
  const built: Section[] = [
    {
      title: 'Identity',
      facts: [
        fact('User', 'user', event.user),
        fact('Acting as', 'impersonatedUser', event.impersonatedUser),
        fact('Groups', 'groups', event.groups),
        fact('Source IP', 'sourceIP', event.sourceIP),
        { ...fact('Claimed IPs', 'sourceIPs', event.sourceIPs?.slice(0, -1)), note: 'sent by the client' },
        { ...fact('User agent', 'userAgent', event.userAgent), note: 'sent by the client' },
      ],
    },
    {
      title: 'Request',
      facts: [
        fact('Verb', 'verb', event.verb),
        fact('Action', 'action', event.action),
        fact('Resource', 'resource', event.resource),
        fact('Subresource', 'subresource', event.subresource),
        fact('API group', 'apiGroup', event.apiGroup),
        fact('Namespace', 'namespace', event.namespace),
        fact('Name', 'name', event.name),
        fact('Container', 'container', event.container),
        fact('Command', 'command', event.command),
        fact('URI', 'uri', event.uri),
      ],
    },
    {
      title: 'Response',
      facts: [
        fact('Code', 'code', event.code),
        fact('Reason', 'reason', event.reason),
        fact('Message', 'responseStatus.message', text(status.message)),
        fact('Decision', 'decision', event.decision),
        fact('Session', 'session', event.session),
      ],
    },
    { title: 'Annotations', wide: true, facts: annotations(event) },
    {
      title: 'Redactions',
      wide: true,
      facts: (event.redactions ?? []).map(({ pointer, rule, length }) => ({ label: pointer, values: [`${rule}, ${length} bytes withheld`] })),
    },
    {
      title: 'Record',
      facts: [
        fact('Cluster', 'cluster', event.cluster),
        fact('Stage', 'stage', event.stage),
        fact('Level', 'level', event.level),
        fact('Audit ID', 'auditID', event.auditID),
        { label: 'Event id', values: [event.id] },
        { ...fact('Received', undefined, event.receivedAt), time: true },
        fact('Came by', 'source', event.source),
        flags(event.flags ?? []),
      ],
    },
  ]
  return built
    .map((section) => ({ ...section, facts: section.facts.filter(({ values }) => values.length > 0) }))
    .filter(({ facts }) => facts.length > 0)
}

const FLAGS: Record<string, string> = {
  'time-from-received': 'it had no usable time; the time it was received stands in',
  'from-the-future': 'its own time is more than a day ahead; it is kept by the time it was received',
  redacted: 'parts were withheld, see Redactions',
  'unknown-stage': 'its stage is none that Kubernetes documents',
  'unknown-level': 'its level is none that Kubernetes documents',
  'source-ips-cut': 'it names more addresses than are kept for search; the JSON has all',
  'invalid-utf8': 'its bytes are not well-formed UTF-8; what could not be read shows as a mark',
  'index-cut': 'not all of its values can be searched; the JSON has all',
}

/** What is odd about an event, in words where there are any. */
export function flagsInWords(flags: string[]): string {
  return flags.map((flag) => FLAGS[flag] ?? flag).join('; ')
}

function flags(values: string[]): Fact {
  const known = values.filter((flag) => FLAGS[flag])
  return { ...fact('Flags', 'flag', values), ...(known.length > 0 && { note: flagsInWords(known) }) }
}

function fact(label: string, field: string | undefined, value: string | number | string[] | null | undefined): Fact {
  const values = value == null || value === '' ? [] : Array.isArray(value) ? value : [String(value)]
  return { label, values, ...(field !== undefined && { field }) }
}

function annotations(event: AuditEvent): Fact[] {
  return Object.entries(record(record(event.raw).annotations))
    .filter(([, value]) => text(value) !== '')
    .map(([name, value]) => ({ label: name, field: `annotations.${name}`, values: [text(value)] }))
}

/** Raw events are whatever a cluster sent: nothing about their shape may be taken for granted. */
function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {}
}

function text(value: unknown): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}
