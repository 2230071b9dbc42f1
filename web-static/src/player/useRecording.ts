import { type RefObject, useEffect, useRef, useState } from 'react'
import { sessionUrl } from '../api/sessions'
import type { SessionDetails } from '../api/sessionTypes'
import { secondsOf } from '../sessions/words'
import { startOf } from '../url/playerState'
import { usePlayerState } from '../url/usePlayerState'
import { Playback } from './Playback'

/** How often the position is looked at, in milliseconds. */
const TICK = 100

/** Plays the recording in `terminal`, from and into the address bar. It rests while the live view is watched. */
export function useRecording(session: SessionDetails, terminal: RefObject<HTMLDivElement | null>, watching: boolean, skipIdle: boolean, autoPlay: boolean): Playback {
  const [state, update] = usePlayerState()
  const written = useRef<number>(undefined)
  const [playback] = useState(
    () =>
      new Playback(
        async (speed, events) => {
          const { createReplay } = await import('./engine')
          return createReplay(terminal.current!, sessionUrl(session.id, '/replay/index.json'), speed, events)
        },
        { at: startOf(state, session.start, secondsOf(session)), speed: 1, skipIdle },
        (time) => {
          const t = Math.round(time * 10) / 10
          if (t === 0 && !location.search.includes('t=')) return
          written.current = t
          update({ t, at: undefined })
        },
      ),
  )
  const first = useRef(autoPlay && !matchMedia('(prefers-reduced-motion: reduce)').matches)
  useEffect(() => {
    if (watching) return
    void playback.start(first.current)
    first.current = false
    const timer = setInterval(playback.tick, TICK)
    return () => {
      clearInterval(timer)
      playback.stop()
    }
  }, [playback, watching])
  useEffect(() => {
    // Back, or a link pasted into the same page.
    if (state.t !== undefined && state.t !== written.current && Math.abs(state.t - playback.time) > 0.1) playback.seek(state.t)
    written.current = state.t
  }, [state.t, playback])
  return playback
}
