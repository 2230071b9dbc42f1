import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { get, request, url } from './client'
import { type Scope, scopeParams } from './queries'
import type { SeenCommand, SessionDetails, SessionPage, Timeline, TranscriptLine, Verification } from './sessionTypes'
import type { AuditEvent } from './types'

const SESSIONS_PER_PAGE = 50
/** How often a session under way is asked for again, in milliseconds. */
const LIVE_INTERVAL = 10_000

export function useSessions(scope: Scope) {
  return useInfiniteQuery({
    queryKey: ['search', 'sessions', scopeParams(scope)],
    queryFn: ({ pageParam, signal }) => get<SessionPage>('/sessions', { ...scopeParams(scope), limit: SESSIONS_PER_PAGE, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
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

export function useSeenCommands(id: string, live: boolean) {
  return useQuery({
    queryKey: ['session', id, 'commands'],
    queryFn: ({ signal }) => get<{ commands: SeenCommand[] }>(path(id, '/commands'), {}, signal).then(({ commands }) => commands),
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

export function useSessionEvents(id: string, enabled: boolean) {
  return useQuery({
    queryKey: ['session', id, 'events'],
    queryFn: ({ signal }) => get<{ events: AuditEvent[] }>(path(id, '/events'), {}, signal).then(({ events }) => events),
    enabled,
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
