/** What the search page shows, as it stands in the address bar. Absent keys mean the default. */
export interface SearchState {
  q: string
  from?: string | undefined
  to?: string | undefined
  order: 'desc' | 'asc'
  /** What the histogram is stacked by. */
  by: string
  /** Id of the event in the drawer. */
  event?: string | undefined
  /** Of sessions: what stood on their screens instead of the sessions themselves. */
  view?: 'screen' | undefined
}

export const DEFAULT_BY = 'kind'

export const STACK_CHOICES = [DEFAULT_BY, 'verb', 'code', 'decision', 'user', 'userKind', 'namespace', 'resource', 'stage', 'cluster']

export function parseState(search: string): SearchState {
  const params = new URLSearchParams(search)
  return {
    q: params.get('q') ?? '',
    from: params.get('from') || undefined,
    to: params.get('to') || undefined,
    order: params.get('order') === 'asc' ? 'asc' : 'desc',
    by: params.get('by') || DEFAULT_BY,
    event: params.get('event') || undefined,
    view: params.get('view') === 'screen' ? 'screen' : undefined,
  }
}

export function formatState(state: SearchState): string {
  const params = new URLSearchParams()
  if (state.q) params.set('q', state.q)
  if (state.from) params.set('from', state.from)
  if (state.to) params.set('to', state.to)
  if (state.order === 'asc') params.set('order', 'asc')
  if (state.by !== DEFAULT_BY) params.set('by', state.by)
  if (state.event) params.set('event', state.event)
  if (state.view) params.set('view', state.view)
  const text = params.toString()
  return text === '' ? '' : `?${text}`
}
