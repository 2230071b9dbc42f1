import { useCallback, useMemo } from 'react'
import { navigate, useQueryString } from './navigation'
import { formatPlayerState, parsePlayerState, type PlayerState } from './playerState'

export type UpdatePlayer = (change: Partial<PlayerState>, how?: 'push' | 'replace') => void

export function usePlayerState(): [PlayerState, UpdatePlayer] {
  const search = useQueryString()
  const state = useMemo(() => parsePlayerState(search), [search])
  const update = useCallback<UpdatePlayer>((change, how = 'replace') => {
    navigate(location.pathname + formatPlayerState({ ...parsePlayerState(location.search), ...change }), how)
  }, [])
  return [state, update]
}
