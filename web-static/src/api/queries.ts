import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { SearchState } from '../url/state'
import { get, getText } from './client'
import type { AuditEvent, EventPage, Field, Me, TopAnswer, ValueCount } from './types'

export const PAGE_SIZE = 200

/** What decides which events match; the part of the state that the lists, counts and suggestions share. */
export type Scope = Pick<SearchState, 'q' | 'from' | 'to'>

export function scopeParams({ q, from, to }: Scope): { q: string; from: string | undefined; to: string | undefined } {
  return { q, from, to }
}

export function useMe() {
  return useQuery({ queryKey: ['me'], queryFn: ({ signal }) => get<Me>('/me', {}, signal) })
}

export function useEvents(scope: Scope, order: SearchState['order']) {
  return useInfiniteQuery({
    queryKey: ['search', 'events', scopeParams(scope), order],
    queryFn: ({ pageParam, signal }) =>
      get<EventPage>('/events', { ...scopeParams(scope), order, limit: PAGE_SIZE, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
  })
}

/** How many events match, exactly; pages count only so far. */
export function useCount(scope: Scope, enabled: boolean) {
  return useQuery({
    queryKey: ['search', 'count', scopeParams(scope)],
    queryFn: ({ signal }) => get<{ count: number }>('/events/count', scopeParams(scope), signal).then((answer) => answer.count),
    enabled,
  })
}

/** One event by id; `known` is the row already on the screen, so that the drawer opens at once. */
export function useEvent(id: string, known: AuditEvent | undefined) {
  return useQuery<AuditEvent>({
    queryKey: ['event', id],
    queryFn: ({ signal }) => get<AuditEvent>(`/events/${encodeURIComponent(id)}`, {}, signal),
    // A placeholder and not the answer: opening an event is a look at evidence, which the server records.
    ...(known && { placeholderData: known }),
  })
}

export function useRawEvent(id: string, enabled: boolean) {
  return useQuery({
    queryKey: ['event', id, 'raw'],
    queryFn: ({ signal }) => getText(`/events/${encodeURIComponent(id)}/raw`, signal),
    enabled,
  })
}

export function useTop(field: string, scope: Scope, size: number, enabled: boolean) {
  return useQuery<TopAnswer>({
    queryKey: ['search', 'top', field, scopeParams(scope), size],
    queryFn: ({ signal }) => get<TopAnswer>('/events/top', { field, size, ...scopeParams(scope) }, signal),
    placeholderData: keepPreviousData,
    enabled,
  })
}

export function useFields() {
  return useQuery({
    queryKey: ['fields'],
    queryFn: ({ signal }) => get<{ fields: Field[] }>('/fields', {}, signal).then((answer) => answer.fields),
    staleTime: Infinity,
  })
}

export function useValues(field: string, prefix: string, scope: Scope, enabled: boolean) {
  return useQuery<ValueCount[]>({
    queryKey: ['search', 'values', field, prefix, scopeParams(scope)],
    queryFn: ({ signal }) =>
      get<{ values: ValueCount[] }>(`/fields/${encodeURIComponent(field)}/values`, { prefix, size: 12, ...scopeParams(scope) }, signal).then(
        (answer) => answer.values,
      ),
    // Another field's values must not be offered for this one, not even for a moment.
    placeholderData: (previous, query) => (query?.queryKey[2] === field ? previous : undefined),
    enabled,
  })
}
