/** A stretch of time, in seconds since the start. */
export interface Span {
  from: number
  to: number
}

/** The span that holds a time; they are in order and don't overlap. */
export function within<T extends Span>(spans: T[], time: number): T | undefined {
  const found = spans[lastIndex(spans, time, ({ from }) => from)]
  return found && time < found.to ? found : undefined
}

/** Index of the last item at or before a time, -1 if all come later; items are in order of time. */
export function lastIndex<T>(items: T[], time: number, timeOf: (item: T) => number): number {
  let low = 0
  let high = items.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (timeOf(items[middle]!) <= time) low = middle + 1
    else high = middle
  }
  return low - 1
}
