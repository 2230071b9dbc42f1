export type Zone = 'utc' | 'local'

export interface ShownTime {
  date: string
  time: string
}

const UTC_TEXT = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(\.\d+)?Z$/

/** Splits a timestamp for the row. UTC is cut out of the text itself, so no digit is ever rounded or shifted. */
export function shownTime(timestamp: string, zone: Zone): ShownTime {
  const utc = UTC_TEXT.exec(timestamp)
  if (utc && zone === 'utc') return { date: utc[1]!, time: utc[2]! + (utc[3] ?? '').padEnd(4, utc[3] ? '0' : '.000').slice(0, 4) }
  const at = new Date(timestamp)
  if (Number.isNaN(at.getTime())) return { date: '', time: timestamp }
  const shifted = zone === 'utc' ? at : new Date(at.getTime() - at.getTimezoneOffset() * 60000)
  const text = shifted.toISOString().replace('Z', '')
  const [date = '', time = ''] = text.split('T')
  return { date, time }
}

/** Full precision and the zone in words, for the drawer and titles. */
export function fullTime(timestamp: string, zone: Zone): string {
  if (zone === 'utc') return timestamp.replace('T', ' ').replace(/Z$/, ' UTC')
  const { date, time } = shownTime(timestamp, 'local')
  return `${date} ${time} ${zoneName()}`
}

/** Hour and minute of milliseconds since the epoch, with UTC named: `13:05 UTC`. */
export function clock(millis: number, zone: Zone): string {
  return shownTime(new Date(millis).toISOString(), zone).time.slice(0, 5) + (zone === 'utc' ? ' UTC' : '')
}

export function zoneName(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || 'local'
}

const counts = new Intl.NumberFormat('en-US')

export function count(value: number): string {
  return counts.format(value)
}
