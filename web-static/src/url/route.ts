/** Which page an address means, and what to call it. */
export type Route = { page: 'search' } | { page: 'sessions' } | { page: 'player'; id: string }

const SESSION = /^\/sessions\/([A-Za-z0-9._~-]+)\/?$/

export function parseRoute(path: string): Route {
  if (/^\/sessions\/?$/.test(path)) return { page: 'sessions' }
  const session = SESSION.exec(path)
  return session ? { page: 'player', id: session[1]! } : { page: 'search' }
}

export function searchHref(q: string): string {
  return q === '' ? '/' : `/?${new URLSearchParams({ q })}`
}

/** A recording, at a moment of it: seconds since it began, or a timestamp. */
export function sessionHref(id: string, moment: { t?: number; at?: string } = {}): string {
  const path = `/sessions/${encodeURIComponent(id)}`
  if (moment.t !== undefined) return `${path}?t=${moment.t}`
  return moment.at === undefined ? path : `${path}?at=${encodeURIComponent(moment.at)}`
}
