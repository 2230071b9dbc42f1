import { clockOf } from '../time/duration'

const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400]
/** Least distance between two labels of the axis, in pixels. */
const LABEL_ROOM = 84

export interface Tick {
  time: number
  label: string
}

/** Round times for an axis of this width, none so near the end that its label would stand outside. */
export function ticks(duration: number, width: number): Tick[] {
  if (duration <= 0 || width <= 0) return []
  const least = (duration * LABEL_ROOM) / width
  const step = STEPS.find((candidate) => candidate >= least) ?? Math.ceil(least / 86400) * 86400
  const found: Tick[] = []
  for (let time = step; time < duration - least / 2; time += step) found.push({ time, label: clockOf(time) })
  return found
}

/** Heights of the bars from 0 to 1: logarithmic, since a screen of text is a thousand times a keystroke. */
export function heights(activity: number[]): number[] {
  const most = Math.log1p(Math.max(...activity, 1))
  return activity.map((bytes) => (bytes === 0 ? 0 : Math.max(Math.log1p(bytes) / most, 0.08)))
}
