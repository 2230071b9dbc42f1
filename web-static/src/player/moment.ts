import { shownTime, type Zone, zoneName } from '../time/format'

/** The wall clock at a time of the recording: `02:51:07`, in the reader's zone. */
export function wallClock(start: string, time: number, zone: Zone): string {
  return wallTime(start, time, zone).time.slice(0, 8)
}

/** Date, time and zone in full. */
export function wallMoment(start: string, time: number, zone: Zone): string {
  const shown = wallTime(start, time, zone)
  return `${shown.date} ${shown.time.slice(0, 8)} ${zone === 'utc' ? 'UTC' : zoneName()}`
}

function wallTime(start: string, time: number, zone: Zone) {
  return shownTime(new Date(Date.parse(start) + time * 1000).toISOString(), zone)
}
