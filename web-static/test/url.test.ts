import { expect, test } from 'vitest'
import { formatState, parseState } from '../src/url/state'

test('an_empty_address_is_the_default_and_back', () => {
  const state = parseState('')
  expect(state).toEqual({ q: '', from: undefined, to: undefined, order: 'desc', by: 'kind', event: undefined })
  expect(formatState(state)).toBe('')
})
test('every_part_survives_the_way_there_and_back', () => {
  const state = { q: 'user:"a&b" +\n\u202E', from: 'now-24h', to: '2026-11-23T03:12:00.000Z', order: 'asc' as const, by: 'code', event: 'x-_9' }
  expect(parseState(formatState(state))).toEqual(state)
})
test('unknown_orders_fall_back', () => {
  expect(parseState('?order=sideways').order).toBe('desc')
})
