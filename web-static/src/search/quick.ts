import { CHANGES_QUERY, DENIED_QUERY } from '../event/kind'

/** Clauses everyone needs: the noise out, the interesting in. They are plain query text, so the bar shows what they do. */
export const QUICK_FILTERS: { label: string; title: string; clause: string }[] = [
  { label: 'People only', title: 'Leave out service accounts, nodes and system components', clause: '-userKind:(serviceaccount OR node OR system)' },
  { label: 'Answers only', title: 'Leave out RequestReceived, which every answer repeats', clause: '-stage:RequestReceived' },
  { label: 'Changes', title: 'Writes, deletes and what reaches into containers', clause: CHANGES_QUERY },
  { label: 'Denied', title: 'Forbidden or not authenticated', clause: DENIED_QUERY },
  { label: 'Failed', title: 'Answers with code 400 and above', clause: 'code:>=400' },
  { label: 'Exec', title: 'Commands run in containers, over WebSocket or SPDY', clause: 'action:exec' },
  { label: 'Impersonation', title: 'Someone acting as someone else', clause: '_exists_:impersonatedUser' },
]
