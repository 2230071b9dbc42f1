import type { HistogramAnswer } from '../api/types'
import { type Kind, KINDS, kindOfVerb } from '../event/kind'
import { durationSeconds } from '../time/range'

/** Buckets on one even axis, split into series; `values[series][bucket]`, the first series stands on the axis. */
export interface Stack {
  /** Seconds since the epoch at which each bucket begins. */
  starts: number[]
  /** Seconds a bucket is wide. */
  interval: number
  series: { name: string; values: number[]; total: number }[]
  totals: number[]
}

const MOST_SERIES = 5

/** What the verb alone can't tell, counted by further answers over the same buckets. */
export interface Corrections {
  denied: HistogramAnswer | undefined
  /** Allowed writes behind a reading verb. */
  hidden: HistogramAnswer | undefined
}

/** Splits by verb into read, write and delete, then moves the denied ones and the hidden writes where they belong. */
export function stackByKind(all: HistogramAnswer, corrections: Corrections): Stack {
  const axis = axisOf(all)
  const table = new Map<Kind, number[]>(KINDS.map((kind) => [kind, axis.starts.map(() => 0)]))
  const add = (kind: Kind, bucket: number, amount: number) => {
    const values = table.get(kind)!
    values[bucket] = Math.max(0, (values[bucket] ?? 0) + amount)
  }
  all.buckets.forEach(({ count, by }, bucket) => {
    let known = 0
    for (const [verb, amount] of Object.entries(by ?? {})) {
      add(kindOfVerb(verb), bucket, amount)
      known += amount
    }
    add('other', bucket, count - known)
  })
  const moveTo = (kind: Kind, answer: HistogramAnswer | undefined) => {
    for (const { start, count, by } of answer?.buckets ?? []) {
      const bucket = bucketAt(axis, Date.parse(start) / 1000)
      if (bucket === undefined) continue
      add(kind, bucket, count)
      for (const [verb, amount] of Object.entries(by ?? {})) add(kindOfVerb(verb), bucket, -amount)
    }
  }
  moveTo('denied', corrections.denied)
  moveTo('write', corrections.hidden)
  const order: Kind[] = ['denied', 'delete', 'write', 'read', 'other']
  return finish(axis, order.map((kind) => ({ name: kind, values: table.get(kind)! })), all)
}

/** Splits by the values of any field: the most frequent ones by name, the rest as "other". */
export function stackByValue(all: HistogramAnswer): Stack {
  const axis = axisOf(all)
  const totals = new Map<string, number>()
  for (const { by } of all.buckets) {
    for (const [value, amount] of Object.entries(by ?? {})) totals.set(value, (totals.get(value) ?? 0) + amount)
  }
  const names = [...totals].sort((a, b) => b[1] - a[1]).slice(0, MOST_SERIES).map(([name]) => name)
  const series = names.map((name) => ({ name, values: all.buckets.map(({ by }) => by?.[name] ?? 0) }))
  const rest = all.buckets.map(({ count }, bucket) => Math.max(0, count - series.reduce((sum, { values }) => sum + values[bucket]!, 0)))
  return finish(axis, [...series, { name: 'other', values: rest }], all)
}

const FEWEST_BUCKETS = 48

/**
 * Widens an answer of a few buckets with the empty ones around it, so that one event is a bar and not a wall. Only where
 * the range was left open: there it is known that nothing else happened.
 */
export function widen(answer: HistogramAnswer, open: { before: boolean; after: boolean }): HistogramAnswer {
  const { buckets, interval } = answer
  const missing = FEWEST_BUCKETS - buckets.length
  const step = durationSeconds(interval)
  if (buckets.length === 0 || missing <= 0 || !step || !(open.before || open.after)) return answer
  const before = !open.before ? 0 : open.after ? Math.ceil(missing / 2) : missing
  const first = Date.parse(buckets[0]!.start)
  const last = Date.parse(buckets.at(-1)!.start)
  const empty = (time: number) => ({ start: new Date(time).toISOString(), count: 0, by: {} })
  const left = Array.from({ length: before }, (_, index) => empty(first - (before - index) * step * 1000))
  const right = Array.from({ length: open.after ? missing - before : 0 }, (_, index) => empty(last + (index + 1) * step * 1000))
  return { interval, buckets: [...left, ...buckets, ...right] }
}

/** Running sums from the axis up, which is what a bar from zero needs to be drawn as a stack. */
export function cumulate(series: { values: number[] }[]): number[][] {
  const running: number[] = []
  return series.map(({ values }) => values.map((value, bucket) => (running[bucket] = (running[bucket] ?? 0) + value)))
}

type Axis = Pick<Stack, 'starts' | 'interval'>

function axisOf({ buckets, interval }: HistogramAnswer): Axis {
  const starts = buckets.map(({ start }) => Date.parse(start) / 1000)
  const between = starts.length > 1 ? starts[1]! - starts[0]! : 3600
  return { starts, interval: durationSeconds(interval) || between }
}

function bucketAt({ starts, interval }: Axis, time: number): number | undefined {
  // In whole milliseconds: as fractions of seconds, the borders of short buckets would be missed by rounding.
  const millis = (seconds: number) => Math.round(seconds * 1000)
  const bucket = Math.floor((millis(time) - millis(starts[0] ?? 0)) / millis(interval))
  return bucket >= 0 && bucket < starts.length ? bucket : undefined
}

function finish(axis: Axis, series: { name: string; values: number[] }[], all: HistogramAnswer): Stack {
  const counted = series.map((one) => ({ ...one, total: one.values.reduce((sum, value) => sum + value, 0) }))
  return { ...axis, series: counted.filter(({ total }) => total > 0), totals: all.buckets.map(({ count }) => count) }
}
