import { describe, expect, test } from 'vitest'
import type { AuditEvent } from '../src/api/types'
import { kindOf } from '../src/event/kind'
import { isMachine, person } from '../src/event/person'
import { sections } from '../src/event/sections'
import { outcomeOf, sentenceText } from '../src/event/sentence'

const event = (parts: Partial<AuditEvent>): AuditEvent => ({
  id: 'x', timestamp: '2026-11-23T03:12:04Z', cluster: 'prod', stage: 'ResponseComplete', verb: 'get', user: 'alice', code: 200, ...parts,
})

describe('sentences', () => {
  test('say_what_was_done', () => {
    expect(sentenceText(event({ verb: 'create', resource: 'pods', namespace: 'shop', name: 'web', code: 201 }))).toBe('alice created pods shop/web')
    expect(sentenceText(event({ verb: 'list', resource: 'nodes' }))).toBe('alice listed nodes')
    expect(sentenceText(event({ uri: '/healthz' }))).toBe('alice read /healthz')
  })
  test('name_the_action_and_not_the_verb_of_the_protocol', () => {
    const parts = { action: 'exec', resource: 'pods', subresource: 'exec', namespace: 'shop', name: 'web', command: 'sh -c id', code: 101 }
    const told = 'alice ran exec in shop/web · sh -c id'
    expect(sentenceText(event({ ...parts, verb: 'get' }))).toBe(told)
    expect(sentenceText(event({ ...parts, verb: 'create' }))).toBe(told)
  })
  test('tell_request_start_refusal_and_failure_apart', () => {
    const pod = { verb: 'delete', resource: 'pods', namespace: 'shop', name: 'web' }
    expect(sentenceText(event({ ...pod, stage: 'RequestReceived', code: null }))).toBe('alice asked to delete pods shop/web')
    expect(sentenceText(event({ ...pod, code: 403 }))).toBe('alice tried to delete pods shop/web')
    expect(sentenceText(event({ ...pod, code: 409 }))).toBe('alice failed to delete pods shop/web')
    expect(sentenceText(event({ verb: 'watch', resource: 'pods', stage: 'ResponseStarted' }))).toBe('alice began to watch pods')
  })
  test('survive_an_event_with_nothing_in_it', () => {
    expect(sentenceText({ id: 'x', timestamp: '', cluster: 'c' })).toBe('unauthenticated called')
  })
  test('keep_a_verb_nobody_knows', () => {
    expect(sentenceText(event({ verb: 'frobnicate', resource: 'things' }))).toBe('alice frobnicate things')
  })
})

test('a_redaction_says_its_rule_and_how_much_is_gone', () => {
  const redactions = [{ pointer: '/requestObject/data/key', rule: 'secret-data', length: 26 }]
  const shown = sections(event({ redactions })).find(({ title }) => title === 'Redactions')
  expect(shown?.facts).toEqual([{ label: '/requestObject/data/key', values: ['secret-data, 26 bytes withheld'] }])
})

test('denied_is_by_decision_or_code', () => {
  expect(outcomeOf(event({ decision: 'forbid', code: null }))).toBe('denied')
  expect(outcomeOf(event({ code: 401 }))).toBe('denied')
  expect(kindOf(event({ code: 403, verb: 'delete' }))).toBe('denied')
})

test('exec_changes_things_by_whatever_verb_it_came', () => {
  expect(kindOf(event({ action: 'exec', verb: 'get' }))).toBe('write')
  expect(kindOf(event({ action: 'logs', verb: 'get' }))).toBe('read')
  expect(kindOf(event({ verb: 'deletecollection' }))).toBe('delete')
})

test('people_and_machines', () => {
  expect(person('system:serviceaccount:shop:deployer')).toEqual({ kind: 'serviceaccount', label: 'deployer', within: 'shop' })
  expect(person('system:node:n1')).toEqual({ kind: 'node', label: 'n1' })
  expect(['alice', 'system:anonymous', '', 'system:kube-scheduler'].map((user) => isMachine(person(user)))).toEqual([false, false, false, true])
})

describe('details', () => {
  test('leave_out_what_is_absent', () => {
    const titles = sections(event({ groups: [], raw: null })).map(({ title }) => title)
    expect(titles).toEqual(['Identity', 'Request', 'Response', 'Record'])
  })
  test('mark_what_the_client_claims', () => {
    const facts = sections(event({ sourceIP: '10.0.0.1', sourceIPs: ['6.6.6.6', '10.0.0.1'] }))[0]!.facts
    expect(facts.find(({ label }) => label === 'Claimed IPs')).toMatchObject({ values: ['6.6.6.6'], note: 'sent by the client' })
  })
  test('survive_a_raw_event_of_any_shape', () => {
    for (const raw of [null, 7, 'x', [], { annotations: 3, responseStatus: [] }, { annotations: { a: { b: 1 } } }]) expect(() => sections(event({ raw }))).not.toThrow()
  })
})
