/** How a user name is shown: the part people know, what kind of caller it is, and where it lives. */
export interface Person {
  kind: 'person' | 'anonymous' | 'serviceaccount' | 'node' | 'system'
  label: string
  /** Namespace of a service account. */
  within?: string
}

export function person(user: string | null | undefined): Person {
  if (!user) return { kind: 'anonymous', label: 'unauthenticated' }
  if (user === 'system:anonymous') return { kind: 'anonymous', label: 'anonymous' }
  const account = /^system:serviceaccount:([^:]+):(.+)$/s.exec(user)
  if (account) return { kind: 'serviceaccount', label: account[2]!, within: account[1]! }
  if (user.startsWith('system:node:')) return { kind: 'node', label: user.slice('system:node:'.length) }
  if (user.startsWith('system:')) return { kind: 'system', label: user.slice('system:'.length) }
  return { kind: 'person', label: user }
}

/** Machine users are most of the traffic and rarely the answer, so rows keep them quieter than people. */
export function isMachine({ kind }: Person): boolean {
  return kind === 'serviceaccount' || kind === 'node' || kind === 'system'
}
