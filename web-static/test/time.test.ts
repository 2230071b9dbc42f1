import { describe, expect, test } from 'vitest'
import { clock, fullTime, shownTime } from '../src/time/format'
import { durationLabel, durationSeconds, normaliseTime, parseTime, rangeLabel } from '../src/time/range'

const NOW = Date.parse('2026-11-25T10:30:15.500Z')
const at = (text: string) => new Date(parseTime(text, NOW)!).toISOString()

describe('parsing', () => {
  test('relative_times', () => {
    expect(at('now')).toBe('2026-11-25T10:30:15.500Z')
    expect(at('now-24h')).toBe('2026-11-24T10:30:15.500Z')
    expect(at('now/d')).toBe('2026-11-25T00:00:00.000Z')
    expect(at('now-1d/d')).toBe('2026-11-24T00:00:00.000Z')
    expect(at('now/w')).toBe('2026-11-23T00:00:00.000Z')
  })
  test('months_and_years_follow_the_calendar_in_UTC', () => {
    expect(at('now-1M')).toBe('2026-10-25T10:30:15.500Z')
    expect(at('now-12M')).toBe(at('now-1y'))
    expect(at('now+2M')).toBe('2027-01-25T10:30:15.500Z')
    expect(at('now/M')).toBe('2026-11-01T00:00:00.000Z')
    expect(at('now-1M/M')).toBe('2026-10-01T00:00:00.000Z')
    expect(at('now-1y/y')).toBe('2025-01-01T00:00:00.000Z')
    expect(at('now-1m')).toBe('2026-11-25T10:29:15.500Z')
    const shorter = Date.parse('2028-03-31T10:00:00Z')
    expect(parseTime('now-1M', shorter)).toBe(Date.parse('2028-02-29T10:00:00Z'))
    expect(parseTime('now-1y', Date.parse('2028-02-29T10:00:00Z'))).toBe(Date.parse('2027-02-28T10:00:00Z'))
    expect(normaliseTime('now-3M')).toBe('now-3M')
  })
  test.each(['now+999999y', 'now+8000y', 'now-3000y'])('%s_is_beyond_what_the_API_takes', (text) => expect(parseTime(text, NOW)).toBeUndefined())
  test('a_time_without_zone_is_UTC', () => {
    expect(at('2026-11-23T03:12')).toBe('2026-11-23T03:12:00.000Z')
    expect(at('2026-11-23')).toBe('2026-11-23T00:00:00.000Z')
    expect(at('2026-11-23T03:12:00+02:00')).toBe('2026-11-23T01:12:00.000Z')
  })
  test('what_is_no_time_is_refused', () => {
    for (const text of ['', 'yesterday', 'now-', 'now-5x', '2026-13-40', '23.11.2026', 'now-1h; rm']) expect(parseTime(text, NOW)).toBeUndefined()
  })
  test('typed_times_become_what_the_API_takes', () => {
    expect(normaliseTime(' 2026-11-23 03:12 ')).toBe('2026-11-23T03:12:00.000Z')
    expect(normaliseTime('now-7d')).toBe('now-7d')
    expect(normaliseTime('soon')).toBeUndefined()
  })
})

test('ranges_are_named', () => {
  expect(rangeLabel({})).toBe('Everything')
  expect(rangeLabel({ from: 'now-24h' })).toBe('Last 24 hours')
  expect(rangeLabel({ from: '2026-11-23T03:00:00.000Z', to: '2026-11-23T04:00:00.000Z' })).toBe('2026-11-23 03:00:00 → 04:00:00')
  expect(rangeLabel({ from: '2026-11-23T23:00:00.000Z', to: '2026-11-24T01:00:00.000Z' })).toBe('2026-11-23 23:00:00 → 2026-11-24 01:00:00')
  expect(rangeLabel({ to: 'now-1h' })).toBe('beginning → now-1h')
})

test('durations', () => {
  expect(['PT1H', 'PT30S', 'P1D', 'PT0.5S', 'PT1H30M', 'P1W'].map(durationSeconds)).toEqual([3600, 30, 86400, 0.5, 5400, 604800])
  expect(durationSeconds('1h')).toBeUndefined()
  expect([1, 30, 60, 900, 86400, 0.5].map(durationLabel)).toEqual(['second', '30 seconds', 'minute', '15 minutes', 'day', '500 milliseconds'])
})

describe('showing', () => {
  test('UTC_is_cut_from_the_text_and_never_rounded', () => {
    expect(shownTime('2026-11-23T03:12:04.118999Z', 'utc')).toEqual({ date: '2026-11-23', time: '03:12:04.118' })
    expect(shownTime('2026-11-23T03:12:04Z', 'utc').time).toBe('03:12:04.000')
    expect(shownTime('2026-11-23T03:12:04.5Z', 'utc').time).toBe('03:12:04.500')
    expect(fullTime('2026-11-23T03:12:04.118999Z', 'utc')).toBe('2026-11-23 03:12:04.118999 UTC')
  })
  test('the_clock_names_UTC', () => expect(clock(NOW, 'utc')).toBe('10:30 UTC'))
  test('other_zones_are_converted_and_nonsense_is_shown_as_it_came', () => {
    expect(shownTime('2026-11-23T03:12:04+02:00', 'utc')).toEqual({ date: '2026-11-23', time: '01:12:04.000' })
    expect(shownTime('never', 'utc')).toEqual({ date: '', time: 'never' })
  })
})
