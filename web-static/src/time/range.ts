const UNIT_MS: Record<string, number> = { s: 1e3, m: 6e4, h: 36e5, d: 864e5, w: 6048e5 }
/** The API takes the years 0 to 9999. */
const FIRST = Date.parse('0000-01-01T00:00:00Z')
const END = Date.parse('+010000-01-01T00:00:00Z')
/** Units whose length the calendar says. */
const UNIT_MONTHS: Record<string, number> = { M: 1, y: 12 }

export interface TimeRange {
  from?: string | undefined
  to?: string | undefined
}

export const QUICK_RANGES: { label: string; range: TimeRange }[] = [
  { label: 'Last 15 minutes', range: { from: 'now-15m' } },
  { label: 'Last hour', range: { from: 'now-1h' } },
  { label: 'Last 6 hours', range: { from: 'now-6h' } },
  { label: 'Last 24 hours', range: { from: 'now-24h' } },
  { label: 'Today', range: { from: 'now/d' } },
  { label: 'Yesterday', range: { from: 'now-1d/d', to: 'now/d' } },
  { label: 'Last 7 days', range: { from: 'now-7d' } },
  { label: 'Last 30 days', range: { from: 'now-30d' } },
  { label: 'Last 90 days', range: { from: 'now-90d' } },
  { label: 'Everything', range: {} },
]

const ISO = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)?)?$/

/**
 * Milliseconds of a time as the API takes it: ISO-8601 (UTC when no zone is given) or `now`, `now-24h`, `now-1d/d`.
 * Undefined when it is neither. Days, weeks, months (`M`) and years are cut at UTC midnight, as the server does.
 */
export function parseTime(text: string, now: number): number | undefined {
  const relative = /^now(?:([+-])(\d{1,6})([smhdwMy]))?(?:\/([smhdwMy]))?$/.exec(text)
  if (relative) {
    const [, sign, amount, unit, cut] = relative
    const shifted = unit ? shift(now, (sign === '-' ? -1 : 1) * Number(amount), unit) : now
    return within(cut ? floorTo(shifted, cut) : shifted)
  }
  if (!ISO.test(text)) return undefined
  const zoned = text.includes('T') && !/(?:Z|[+-]\d\d:\d\d)$/.test(text) ? `${text}Z` : text
  return within(Date.parse(zoned))
}

/** NaN is in no range. */
function within(time: number): number | undefined {
  return time >= FIRST && time < END ? time : undefined
}

/** Accepts what people type (`2026-11-23 03:12`) and gives what the API takes, or undefined. */
export function normaliseTime(text: string): string | undefined {
  const typed = text.trim().replace(/^(\d{4}-\d\d-\d\d)\s+(\d)/, '$1T$2')
  const value = parseTime(typed, 0)
  if (value === undefined) return undefined
  return typed.startsWith('now') ? typed : new Date(value).toISOString()
}

export function rangeLabel({ from, to }: TimeRange): string {
  const quick = QUICK_RANGES.find(({ range }) => range.from === from && range.to === to)
  if (quick) return quick.label
  const begin = from ? shortTime(from) : 'beginning'
  const end = to ? shortTime(to) : 'now'
  const day = /^\d{4}-\d\d-\d\d /.exec(begin)?.[0]
  return `${begin} → ${day && end.startsWith(day) ? end.slice(day.length) : end}`
}

/** Seconds of an ISO-8601 duration such as `PT1H`, `P1D` or `PT0.5S`. */
export function durationSeconds(text: string): number | undefined {
  const match = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(text)
  if (!match) return undefined
  const [weeks, days, hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0))
  return weeks! * 604800 + days! * 86400 + hours! * 3600 + minutes! * 60 + seconds!
}

export function durationLabel(seconds: number): string {
  const units: [number, string][] = [[604800, 'week'], [86400, 'day'], [3600, 'hour'], [60, 'minute'], [1, 'second']]
  const [size, name] = units.find(([unit]) => seconds >= unit && seconds % unit === 0) ?? [0.001, 'millisecond']
  const amount = Math.round(seconds / size)
  return amount === 1 ? name : `${amount} ${name}s`
}

/** A month later is the same day of it, or its last one where it is shorter. NaN beyond the years a date can have. */
function shift(time: number, amount: number, unit: string): number {
  const months = UNIT_MONTHS[unit]
  if (months === undefined) return time + amount * UNIT_MS[unit]!
  const at = new Date(time)
  const day = at.getUTCDate()
  at.setUTCMonth(at.getUTCMonth() + amount * months)
  if (at.getUTCDate() !== day) at.setUTCDate(0)
  return at.getTime()
}

function floorTo(time: number, unit: string): number {
  if (unit in UNIT_MONTHS) {
    const day = new Date(floorTo(time, 'd'))
    return unit === 'M' ? day.setUTCDate(1) : day.setUTCMonth(0, 1)
  }
  // The epoch was a Thursday; ISO weeks begin on Monday.
  const offset = unit === 'w' ? 4 * UNIT_MS.d! : 0
  return Math.floor((time - offset) / UNIT_MS[unit]!) * UNIT_MS[unit]! + offset
}

function shortTime(text: string): string {
  return text.startsWith('now') ? text : text.replace('T', ' ').replace(/\.000Z$|Z$/, '')
}
