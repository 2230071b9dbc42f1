import { useCallback, useSyncExternalStore } from 'react'
import type { Playback, PlaybackState } from './Playback'

export function usePlaybackState(playback: Playback): PlaybackState {
  return useSyncExternalStore(playback.subscribe, () => playback.state)
}

/** The position, at the fineness that is shown: nothing is drawn again for less. */
export function useTime(playback: Playback, fineness = 0.1): number {
  const read = useCallback(() => Math.floor(playback.time / fineness + 1e-6) * fineness, [playback, fineness])
  return useSyncExternalStore(playback.subscribe, read)
}

/** Index of what was last at or before the position, of items in order of time. */
export function usePosition(playback: Playback, indexAt: (time: number) => number): number {
  return useSyncExternalStore(playback.subscribe, () => indexAt(playback.time))
}
