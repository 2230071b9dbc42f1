import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { get, request, url } from './client'
import { type Scope, scopeParams } from './queries'
import type { HitPage, SessionDetails, SessionPage, Timeline, TranscriptLine, Verification } from './sessionTypes'
import type { EventPage } from './types'

const SESSIONS_PER_PAGE = 50
const HITS_PER_PAGE = 100
const EVENTS_PER_PAGE = 200
/** How often a session under way is asked for again, in milliseconds. */
const LIVE_INTERVAL = 10_000

/** What stood on the screens of sessions, or in their commands. */
export function useHits(scope: Scope, enabled: boolean) {
  return useInfiniteQuery({
    queryKey: ['search', 'hits', scopeParams(scope)],
    queryFn: ({ pageParam, signal }) => get<HitPage>('/sessions/search', { ...scopeParams(scope), limit: HITS_PER_PAGE, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
    enabled,
  })
}

export function useSessions(scope: Scope, enabled: boolean) {
  return useInfiniteQuery({
    queryKey: ['search', 'sessions', scopeParams(scope)],
    queryFn: ({ pageParam, signal }) => get<SessionPage>('/sessions', { ...scopeParams(scope), limit: SESSIONS_PER_PAGE, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
    enabled,
  })
}

function path(id: string, what = ''): string {
  return `/sessions/${encodeURIComponent(id)}${what}`
}

/** The address of something that belongs to one session, for links and pictures. */
export function sessionUrl(id: string, what: string, params: Record<string, string | number | undefined> = {}): string {
  return url(path(id, what), params)
}

export function useSession(id: string) {
  return useQuery({
    queryKey: ['session', id],
    queryFn: ({ signal }) => get<SessionDetails>(path(id), {}, signal),
    refetchInterval: ({ state }) => (state.data?.state === 'live' ? LIVE_INTERVAL : false),
  })
}

export function useTimeline(id: string, live: boolean) {
  return useQuery({
    queryKey: ['session', id, 'timeline'],
    queryFn: ({ signal }) => get<Timeline>(path(id, '/timeline'), {}, signal),
    refetchInterval: live && LIVE_INTERVAL,
  })
}

/** All lines at once, so it is asked for only where somebody reads them. */
export function useTranscript(id: string, enabled: boolean) {
  return useQuery({
    queryKey: ['session', id, 'transcript'],
    queryFn: ({ signal }) => get<{ lines: TranscriptLine[] }>(path(id, '/transcript'), { format: 'json' }, signal).then(({ lines }) => lines),
    enabled,
  })
}

/** Whose events are looked at beside a session. */
export type Beside = 'all' | 'session' | 'user' | 'pod'

export function useSessionEvents(id: string, of: Beside) {
  return useInfiniteQuery({
    queryKey: ['session', id, 'events', of],
    queryFn: ({ pageParam, signal }) => get<EventPage>(path(id, '/events'), { of, order: 'asc', limit: EVENTS_PER_PAGE, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  })
}

/** Recomputes what protects the recording; only when asked to. */
export function useVerification(id: string) {
  return useQuery({
    queryKey: ['session', id, 'verification'],
    queryFn: ({ signal }) => get<Verification>(path(id, '/verify'), {}, signal),
    enabled: false,
    staleTime: 0,
  })
}

export async function screenText(id: string, at: number): Promise<string> {
  const response = await request(sessionUrl(id, '/screen', { at, format: 'text' }), {})
  return response.text()
}

/** Its user sees who ended it and why. */
export async function endSession(id: string, why: string): Promise<void> {
  await request(sessionUrl(id, '', { why }), { method: 'DELETE', headers: { 'X-Kubescribe': '1' } })
}
