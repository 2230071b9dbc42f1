/** A length of time as a clock shows it: `0:07`, `12:03`, `1:02:03`. */
export function clockOf(seconds: number): string {
  const whole = Math.floor(Math.max(seconds, 0))
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
  const two = (value: number) => String(value).padStart(2, '0')
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`
}

/** The same in words, the two largest units: `0.4 s`, `7 s`, `14 min 03 s`, `6 h 00 min`. */
export function durationInWords(seconds: number): string {
  if (seconds < 1) return seconds <= 0 ? '0 s' : `${Math.max(seconds, 0.1).toFixed(1)} s`
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole} s`
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`
  return `${Math.floor(whole / 3600)} h ${String(Math.floor(whole / 60) % 60).padStart(2, '0')} min`
}

const SIZES = ['B', 'kB', 'MB', 'GB', 'TB']

export function bytesInWords(bytes: number): string {
  let value = bytes
  let size = 0
  while (value >= 999.5 && size < SIZES.length - 1) {
    value /= 1000
    size++
  }
  return `${size === 0 || value >= 9.95 ? Math.round(value) : value.toFixed(1)} ${SIZES[size]}`
}
