export const SPEEDS = [0.5, 1, 1.5, 2, 4, 8, 16]

/** The next speed up or down; the ends stay. */
export function nextSpeed(speed: number, by: 1 | -1): number {
  const at = SPEEDS.indexOf(speed)
  return SPEEDS[Math.min(Math.max(at + by, 0), SPEEDS.length - 1)]!
}
