export type Pane = 'commands' | 'transcript' | 'events' | 'details'

export const PANES: Pane[] = ['commands', 'transcript', 'events', 'details']

/** What the player shows, as it stands in the address bar. */
export interface PlayerState {
  /** Seconds since the session began. */
  t?: number | undefined
  /** A moment by the clock, as links from elsewhere have it. */
  at?: string | undefined
  pane: Pane
  /** What is looked for in the transcript. */
  find: string
}

export function parsePlayerState(search: string): PlayerState {
  const params = new URLSearchParams(search)
  const t = Number(params.get('t') ?? NaN)
  const pane = params.get('pane') as Pane
  return {
    t: Number.isFinite(t) && t >= 0 ? t : undefined,
    at: params.get('at') || undefined,
    pane: PANES.includes(pane) ? pane : 'commands',
    find: params.get('find') ?? '',
  }
}

export function formatPlayerState({ t, at, pane, find }: PlayerState): string {
  const params = new URLSearchParams()
  if (t !== undefined) params.set('t', String(Math.round(t * 1000) / 1000))
  else if (at !== undefined) params.set('at', at)
  if (pane !== 'commands') params.set('pane', pane)
  if (find) params.set('find', find)
  const text = params.toString()
  return text === '' ? '' : `?${text}`
}

/** Where to begin, in seconds: at the moment of the link, within the recording. */
export function startOf({ t, at }: Pick<PlayerState, 't' | 'at'>, start: string, duration: number): number {
  const moment = t ?? (at === undefined ? 0 : (Date.parse(at) - Date.parse(start)) / 1000)
  return Number.isFinite(moment) ? Math.min(Math.max(moment, 0), duration) : 0
}
