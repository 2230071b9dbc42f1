import { describe, expect, test } from 'vitest'
import { cumulate, stackByKind, stackByValue, widen } from '../src/histogram/stack'

const bucket = (minute: number, by: Record<string, number>, count = Object.values(by).reduce((a, b) => a + b, 0)) => ({
  start: `2026-11-23T03:${String(minute).padStart(2, '0')}:00Z`, count, by,
})
const answer = (...buckets: ReturnType<typeof bucket>[]) => ({ interval: 'PT1M', buckets })
const values = (stack: ReturnType<typeof stackByValue>) => Object.fromEntries(stack.series.map((one) => [one.name, one.values]))

describe('by_kind', () => {
  const none = { denied: undefined, hidden: undefined }
  test('verbs_are_gathered_and_the_uncounted_rest_is_other', () => {
    const stack = stackByKind(answer(bucket(0, { get: 2, list: 1, create: 4 }, 8), bucket(1, { delete: 1 })), none)
    expect(values(stack)).toEqual({ read: [3, 0], write: [4, 0], delete: [0, 1], other: [1, 0] })
    expect(stack.totals).toEqual([8, 1])
  })
  test('denied_ones_leave_their_verb', () => {
    const stack = stackByKind(answer(bucket(0, { get: 2 }), bucket(1, { get: 3 })), { ...none, denied: answer(bucket(1, { get: 2 })) })
    expect(values(stack)).toEqual({ denied: [0, 2], read: [2, 1] })
  })
  test('actions_behind_a_read_verb_count_as_writes', () => {
    const stack = stackByKind(answer(bucket(0, { get: 5 })), { ...none, hidden: answer(bucket(0, { get: 3 })) })
    expect(values(stack)).toEqual({ write: [3], read: [2] })
  })
  test('a_second_answer_cut_differently_still_lands_in_the_right_bucket', () => {
    const denied = { interval: 'PT30S', buckets: [{ start: '2026-11-23T03:01:30Z', count: 1, by: { get: 1 } }, { start: '2026-11-23T09:00:00Z', count: 9 }] }
    expect(values(stackByKind(answer(bucket(0, { get: 1 }), bucket(1, { get: 1 })), { ...none, denied }))).toEqual({ denied: [0, 1], read: [1, 0] })
  })
})

test('borders_of_milliseconds_are_met', () => {
  const at = (millis: number, by: Record<string, number>) => ({ start: `2026-11-20T13:43:00.${String(millis).padStart(3, '0')}Z`, count: 1, by })
  const buckets = Array.from({ length: 40 }, (_, millis) => at(millis, { get: 1 }))
  const all = { interval: 'PT0.001S', buckets }
  expect(values(stackByKind(all, { denied: all, hidden: undefined }))).toEqual({ denied: buckets.map(() => 1) })
})

test('by_value_keeps_the_five_most_frequent', () => {
  const stack = stackByValue(answer(bucket(0, { a: 9, b: 8, c: 7, d: 6, e: 5, f: 4, g: 3 })))
  expect(values(stack)).toEqual({ a: [9], b: [8], c: [7], d: [6], e: [5], other: [7] })
})
test('an_empty_answer_is_an_empty_stack', () => {
  expect(stackByValue({ interval: 'PT1H', buckets: [] })).toEqual({ starts: [], interval: 3600, series: [], totals: [] })
})
test('running_sums', () => {
  expect(cumulate([{ values: [1, 2] }, { values: [3, 0] }])).toEqual([[1, 2], [4, 2]])
})

describe('widening', () => {
  test('surrounds_a_lonely_bucket_with_empty_ones', () => {
    const { buckets } = widen(answer(bucket(30, { get: 1 })), { before: true, after: true })
    expect(buckets).toHaveLength(48)
    expect(buckets.map(({ count }) => count).indexOf(1)).toBe(24)
    expect(buckets[23]!.start).toBe('2026-11-23T03:29:00.000Z')
    expect(buckets[25]!.start).toBe('2026-11-23T03:31:00.000Z')
  })
  test('leaves_closed_sides_and_empty_answers_alone', () => {
    const one = answer(bucket(30, { get: 1 }))
    expect(widen(one, { before: false, after: false })).toBe(one)
    expect(widen(one, { before: false, after: true }).buckets[0]).toEqual(one.buckets[0])
    expect(widen(answer(), { before: true, after: true }).buckets).toEqual([])
  })
})
