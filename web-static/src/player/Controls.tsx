import { FastForward, Pause, Play, RotateCcw, SkipBack, SkipForward } from 'lucide-react'
import { clockOf } from '../time/duration'
import { useZone } from '../ui/preferences'
import { usePlayer } from './context'
import { usePlaybackState, useTime } from './hooks'
import { wallMoment } from './moment'
import { SPEEDS } from './speeds'

interface Props {
  clockFirst: boolean
  toggleClock: () => void
  toggleIdle: () => void
  previousCommand: () => void
  nextCommand: () => void
}

export function Controls({ clockFirst, toggleClock, toggleIdle, previousCommand, nextCommand }: Props) {
  const { playback, timeline, watching: live } = usePlayer()
  const { status, speed, skipIdle } = usePlaybackState(playback)
  const label = status === 'playing' ? 'Pause' : status === 'ended' ? 'Play again' : 'Play'
  const Icon = status === 'playing' ? Pause : status === 'ended' ? RotateCcw : Play
  const idle = timeline?.idle.length ?? 0
  return (
    <div className="controls" role="group" aria-label="Playback">
      <button type="button" className="icon-button" aria-label="Previous command" title="Previous command ([)" disabled={live} onClick={previousCommand}>
        <SkipBack size={16} aria-hidden />
      </button>
      <button type="button" className="icon-button control-play" aria-label={label} title={`${label} (Space)`} disabled={live || status === 'loading'} data-testid="play" onClick={() => playback.toggle()}>
        <Icon size={18} aria-hidden />
      </button>
      <button type="button" className="icon-button" aria-label="Next command" title="Next command (])" disabled={live} onClick={nextCommand}>
        <SkipForward size={16} aria-hidden />
      </button>
      <Clock clockFirst={clockFirst} toggle={toggleClock} />
      <span className="controls-space" />
      <button
        type="button"
        className="button control-idle"
        aria-pressed={skipIdle}
        title={idle === 0 ? 'No idle time of ten seconds or more' : `Leave out ${idle === 1 ? 'one stretch' : `${idle} stretches`} without output (i)`}
        disabled={live}
        onClick={toggleIdle}
      >
        <FastForward size={14} className="icon" aria-hidden /> Skip idle
        <span className="control-switch" aria-hidden>{skipIdle ? 'on' : 'off'}</span>
      </button>
      <label className="control-speed">
        <span className="visually-hidden">Speed</span>
        <select className="button" value={speed} disabled={live} title="Speed (< and >)" data-testid="speed" onChange={(event) => {
            playback.setSpeed(Number(event.target.value))
            // The keys of the page rest while a field has the focus.
            event.target.blur()
          }}>
          {SPEEDS.map((value) => (
            <option key={value} value={value}>{value}×</option>
          ))}
        </select>
      </label>
    </div>
  )
}

/** Offset and wall clock; which of them is large is taste. */
function Clock({ clockFirst, toggle }: { clockFirst: boolean; toggle: () => void }) {
  const { playback, session, watching, duration } = usePlayer()
  const [zone] = useZone()
  const position = useTime(playback)
  const time = watching ? duration : position
  const offset = (
    <span className="clock-offset">
      {clockOf(time)} {watching ? <span className="clock-live">live</span> : <span className="muted">/ {clockOf(duration)}</span>}
    </span>
  )
  const wall = <span className="clock-wall">{wallMoment(session.start, time, zone)}</span>
  return (
    <button type="button" className="clock mono" title="Wall clock or offset first (a)" data-testid="clock" data-time={time.toFixed(1)} onClick={toggle}>
      <span>{clockFirst ? wall : offset}</span>
      <span className="clock-second">{clockFirst ? offset : wall}</span>
    </button>
  )
}
