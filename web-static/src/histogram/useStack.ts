import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { get } from '../api/client'
import { scopeParams } from '../api/queries'
import type { HistogramAnswer } from '../api/types'
import { DENIED_QUERY, HIDDEN_WRITES_QUERY } from '../event/kind'
import { addClause } from '../query/edit'
import { DEFAULT_BY, type SearchState } from '../url/state'
import { durationSeconds } from '../time/range'
import { type Stack, stackByKind, stackByValue, widen } from './stack'

const BUCKETS = 120

/**
 * The stacked histogram. "Kind" is not a field: reads, writes and deletes follow from the verb, and the denied ones
 * and the writes that look like reads are counted by two more requests over exactly the first one's buckets.
 */
export function useStack(state: SearchState) {
  const { q, from, to, by } = state
  return useQuery({
    queryKey: ['search', 'histogram', scopeParams(state), by],
    queryFn: async ({ signal }): Promise<Stack> => {
      const ask = (params: object) => get<HistogramAnswer>('/events/histogram', { buckets: BUCKETS, ...params }, signal)
      const wide = (answer: HistogramAnswer) => widen(answer, { before: from === undefined, after: to === undefined })
      if (by !== DEFAULT_BY) return stackByValue(wide(await ask({ q, from, to, by })))
      const all = wide(await ask({ q, from, to, by: 'verb' }))
      const first = all.buckets[0]?.start
      const last = all.buckets.at(-1)?.start
      if (!first || !last) return stackByKind(all, { denied: undefined, hidden: undefined })
      const end = new Date(Date.parse(last) + (durationSeconds(all.interval) ?? 0) * 1000).toISOString()
      const askMore = (clause: string) => ask({ q: addClause(q, clause), from: first, to: end, by: 'verb' })
      const [denied, hidden] = await Promise.all([askMore(DENIED_QUERY), askMore(`(${HIDDEN_WRITES_QUERY} AND NOT ${DENIED_QUERY})`)])
      return stackByKind(all, { denied, hidden })
    },
    placeholderData: keepPreviousData,
  })
}
