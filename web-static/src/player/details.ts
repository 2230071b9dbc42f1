import type { SessionDetails } from '../api/sessionTypes'
import type { Fact, Section } from '../event/sections'
import { STATES } from '../sessions/words'
import { bytesInWords, durationInWords } from '../time/duration'
import { count } from '../time/format'

/** How a hole came about. */
export const CAUSES: Record<string, string> = {
  'not-recorded': 'the gateway could not bring it into the log',
  missing: 'the log has no record of it',
  interrupted: 'the recording had been closed when more came',
  torn: 'the stored bytes are damaged',
}

/** What is known of a session, in the order an auditor asks: who, where, what, and how far it can be relied on. */
export function detailSections(session: SessionDetails): Section[] {
  const pod = session.podFacts ?? {}
  const sections: Section[] = [
    {
      title: 'Who',
      facts: [
        fact('User', session.user, 'user'),
        fact('Acting as', session.impersonatedUser, 'impersonatedUser'),
        fact('Groups', session.groups, 'groups'),
        fact('Address', session.clientAddress, 'sourceIP'),
        { ...fact('Claimed addresses', session.sourceAddresses), note: 'sent by the client' },
        { ...fact('Client', Object.entries(session.claims ?? {}).map(([name, value]) => `${name}: ${value}`)), note: 'sent by the client' },
      ],
    },
    {
      title: 'Where',
      facts: [
        fact('Cluster', session.cluster, 'cluster'),
        fact('Namespace', session.namespace, 'namespace'),
        fact('Pod', session.pod, 'pod'),
        fact('Container', session.container, 'container'),
        fact('Owner', [pod.ownerKind, pod.ownerName].filter(Boolean).join(' ')),
        fact('Node', pod.node),
        fact('Image', pod.image),
        fact('Image digest', pod.imageID),
        fact('Service account', pod.serviceAccount),
        fact('Pod UID', pod.uid),
      ],
    },
    {
      title: 'What',
      facts: [
        fact('Kind', session.kind),
        fact('Command', session.command, 'command'),
        fact('Terminal', session.tty ? 'yes' : 'no'),
        time('Start', session.start),
        time('End', session.end),
        fact('Duration', durationInWords(session.durationMs / 1000)),
        fact('Exit code', session.exitCode),
        fact('Streams', Object.entries(session.streams ?? {}).filter(([, bytes]) => bytes > 0).map(([name, bytes]) => `${name} ${bytesInWords(bytes)}`)),
      ],
    },
    {
      title: 'Recording',
      facts: [
        fact('State', (STATES[session.state] ?? { label: session.state }).label),
        fact('Reason', session.reason),
        fact('Mode', session.mode),
        fact('Typed input', session.recordInput),
        fact('Gateway', session.gateway),
        fact('Records', count(session.records)),
        fact('Stored', bytesInWords(session.storedBytes)),
        fact('Parts', session.epochs > 1 ? session.epochs : null),
        fact('Root hash', session.rootHash),
        fact('Session id', session.id, 'session'),
      ],
    },
  ]
  return sections
    .map((section) => ({ ...section, facts: section.facts.filter(({ values }) => values.length > 0) }))
    .filter(({ facts }) => facts.length > 0)
}

function fact(label: string, value: string | number | string[] | null | undefined, field?: string): Fact {
  const values = value == null || value === '' ? [] : Array.isArray(value) ? value : [String(value)]
  return { label, values, ...(field !== undefined && { field }) }
}

function time(label: string, value: string | null): Fact {
  return { ...fact(label, value), time: true }
}
