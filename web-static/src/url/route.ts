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

/** A recording, at a moment of it: seconds since it began, or a timestamp; with `find` that text is looked for in it. */
export function sessionHref(id: string, { t, at, find }: { t?: number; at?: string; find?: string } = {}): string {
  const params = new URLSearchParams()
  if (t !== undefined) params.set('t', String(t))
  else if (at !== undefined) params.set('at', at)
  if (find !== undefined) {
    params.set('pane', 'transcript')
    params.set('find', find)
  }
  const text = params.toString()
  return `/sessions/${encodeURIComponent(id)}${text && `?${text}`}`
}
