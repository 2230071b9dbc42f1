import { expect, test } from 'vitest'
import { isFilterable, jsonLines } from '../src/json/lines'

const shown = (text: string) => jsonLines(text)?.map(({ depth, key, text: value, comma }) => `${' '.repeat(depth)}${key === undefined ? '' : `${key}: `}${value}${comma ? ',' : ''}`)

test('objects_and_arrays_become_lines', () => {
  expect(shown('{"a":1,"b":[true,{"c":"d"}],"e":{},"f":[]}')).toEqual(['{', ' a: 1,', ' b: [', '  true,', '  {', '   c: "d"', '  }', ' ],', ' e: {},', ' f: []', '}'])
})
test('numbers_keep_every_digit_and_doubled_keys_stay', () => {
  expect(shown('{"n":12345678901234567890.10,"n":1e400}')).toEqual(['{', ' n: 12345678901234567890.10,', ' n: 1e400', '}'])
})
test('leaves_know_their_path_without_array_positions', () => {
  const leaves = jsonLines('{"spec":{"containers":[{"name":"a\\"b"}],"x.y":[1]}}')!.flatMap(({ leaf }) => leaf ?? [])
  expect(leaves).toEqual([{ path: 'spec.containers.name', value: 'a"b' }, { path: 'spec.x.y', value: '1' }])
})
test('only_what_the_query_language_can_name_is_filterable', () => {
  expect(['auditID', 'user.username', 'requestObject.spec.hostPID'].every(isFilterable)).toBe(true)
  // `kind` names the kind of user there, not that of the event.
  expect(['kind', 'apiVersion', ''].some(isFilterable)).toBe(false)
})
test('brackets_inside_strings_are_text', () => {
  expect(shown('{"a":"}[,:"}')).toEqual(['{', ' a: "}[,:"', '}'])
})
test('what_is_not_JSON_is_left_to_the_caller', () => {
  expect(jsonLines('{"a":')).toBeUndefined()
})
