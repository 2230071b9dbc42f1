import { createContext, useContext } from 'react'
import type { SeenCommand, SessionDetails, Timeline } from '../api/sessionTypes'
import type { Playback } from './Playback'

/** What the parts of the player's page share. */
export interface PlayerContext {
  session: SessionDetails
  playback: Playback
  /** The session is watched as it goes on, and not replayed. */
  watching: boolean
  /** Length of what can be played, in seconds. */
  duration: number
  timeline: Timeline | undefined
  commands: SeenCommand[]
  /** Goes to a moment, leaving the live view if need be. */
  goTo: (time: number) => void
}

const Context = createContext<PlayerContext | null>(null)

export const PlayerProvider = Context.Provider

export function usePlayer(): PlayerContext {
  const player = useContext(Context)
  if (!player) throw new Error('usePlayer needs a PlayerProvider above it')
  return player
}
