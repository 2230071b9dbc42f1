import { useKeys } from '../ui/keys'
import type { Playback } from './Playback'
import { nextSpeed } from './speeds'

interface Actions {
  playback: Playback
  live: boolean
  duration: number
  goTo: (time: number) => void
  nearCommand: (by: 1 | -1) => void
  nearHit: (by: 1 | -1) => void
  find: () => void
  showCommands: () => void
  toggleClock: () => void
  toggleIdle: () => void
  fullScreen: () => void
  copyLink: () => void
  copyScreen: () => void
}

/** Seconds that an arrow key moves; with Shift it is a tenth of the whole. */
const STEP = 5

export function usePlayerKeys(actions: Actions): void {
  const { playback, duration, goTo } = actions
  const replay = (action: (event: KeyboardEvent) => void) => (event: KeyboardEvent) => {
    if (!actions.live) action(event)
  }
  const move = (by: 1 | -1) => replay((event) => goTo(playback.time + by * (event.shiftKey ? duration / 10 : STEP)))
  const tenths = Object.fromEntries(Array.from({ length: 10 }, (_, digit) => [String(digit), () => goTo((duration * digit) / 10)]))
  useKeys({
    ' ': replay(() => playback.toggle()),
    ArrowRight: move(1),
    ArrowLeft: move(-1),
    Home: () => goTo(0),
    End: () => goTo(duration),
    '.': replay(() => playback.step(1)),
    ',': replay(() => playback.step(-1)),
    '[': () => actions.nearCommand(-1),
    ']': () => actions.nearCommand(1),
    '<': replay(() => playback.setSpeed(nextSpeed(playback.state.speed, -1))),
    '>': replay(() => playback.setSpeed(nextSpeed(playback.state.speed, 1))),
    '/': actions.find,
    n: () => actions.nearHit(1),
    N: () => actions.nearHit(-1),
    c: actions.showCommands,
    a: actions.toggleClock,
    i: actions.toggleIdle,
    f: actions.fullScreen,
    y: actions.copyLink,
    s: actions.copyScreen,
    ...tenths,
  })
}
