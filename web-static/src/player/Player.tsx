import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useMe } from '../api/queries'
import { screenText, useTimeline, useTranscript } from '../api/sessions'
import type { SessionDetails } from '../api/sessionTypes'
import { secondsOf } from '../sessions/words'
import { useSwitch } from '../ui/preferences'
import { useCopy } from '../ui/useCopy'
import { sessionHref } from '../url/route'
import { usePlayerState } from '../url/usePlayerState'
import { CommandsPane, LEAD } from './CommandsPane'
import { type PlayerContext, PlayerProvider } from './context'
import { Controls } from './Controls'
import { DetailsPane } from './DetailsPane'
import { EventsPane } from './EventsPane'
import { usePlaybackState } from './hooks'
import { Integrity } from './Integrity'
import { LiveBar } from './LiveBar'
import { LiveStage } from './LiveStage'
import { Panes } from './Panes'
import { PlayerHeader } from './PlayerHeader'
import { lastIndex } from './spans'
import { Stage } from './Stage'
import { Timeline } from './Timeline'
import { TranscriptPane } from './TranscriptPane'
import { useFinding } from './useFinding'
import { usePlayerKeys } from './usePlayerKeys'
import { useRecording } from './useRecording'

export function Player({ session }: { session: SessionDetails }) {
  const [state, update] = usePlayerState()
  const [skipIdle, setSkipIdle] = useSwitch('skipIdle', true)
  const [wallFirst, setWallFirst] = useSwitch('wallClock', false)
  const [paneOpen, setPaneOpen] = useSwitch('playerPane', true)
  const named = state.t !== undefined || state.at !== undefined
  const live = session.state === 'live'
  const [watching, setWatching] = useState(live && !named)
  const client = useQueryClient()
  const may = useMe().data?.rights ?? []
  const main = useRef<HTMLDivElement>(null)
  const terminal = useRef<HTMLDivElement>(null)
  const findInput = useRef<HTMLInputElement>(null)

  const playback = useRecording(session, terminal, watching, skipIdle, !named)
  const { duration: known } = usePlaybackState(playback)
  const timeline = useTimeline(session.id, live)
  const duration = live ? Math.max(secondsOf(session), known ?? 0) : (known ?? secondsOf(session))
  useEffect(() => playback.setIdle(timeline.data?.idle ?? []), [playback, timeline.data])
  useEffect(() => playback.setSkipIdle(skipIdle), [playback, skipIdle])

  const goTo = useCallback(
    (time: number) => {
      setWatching(false)
      playback.seek(time)
    },
    [playback],
  )
  const player = useMemo<PlayerContext>(
    () => ({ session, playback, watching, duration, timeline: timeline.data, commands: timeline.data?.commands ?? [], goTo }),
    [session, playback, watching, duration, timeline.data, goTo],
  )
  const transcript = useTranscript(session.id, state.pane === 'transcript' || state.find !== '')
  const { finding, times, step } = useFinding(state.find, transcript.data, playback, goTo)

  const showPane = (pane: typeof state.pane) => {
    setPaneOpen(true)
    update({ pane })
  }
  const find = () => {
    showPane('transcript')
    // The field may only come with the pane.
    requestAnimationFrame(() => findInput.current?.select())
  }
  const nearCommand = (by: 1 | -1) => {
    const seen = player.commands
    const at = lastIndex(seen, playback.time + LEAD + 0.1, (command) => command.time)
    const next = seen[by > 0 ? at + 1 : Math.max(at - 1, 0)]
    if (next) goTo(Math.max(next.time - LEAD, 0))
  }
  const fullScreen = () => {
    if (document.fullscreenElement) void document.exitFullscreen()
    else void main.current?.requestFullscreen()
  }
  const [copied, setCopied] = useState<'link' | 'screen'>()
  const [, copy] = useCopy()
  const say = (what: 'link' | 'screen') => {
    setCopied(what)
    setTimeout(() => setCopied(undefined), 1200)
  }
  const copyLink = () => {
    copy(location.origin + sessionHref(session.id, { t: Math.round(playback.time * 10) / 10 }))
    say('link')
  }
  const copyScreen = () =>
    void screenText(session.id, watching ? duration : playback.time).then((text) => {
      copy(text)
      say('screen')
    })
  usePlayerKeys({
    playback,
    live: watching,
    duration,
    goTo,
    nearCommand,
    nearHit: (by) => (state.find === '' ? find() : step(by)),
    find,
    showCommands: () => showPane('commands'),
    toggleClock: () => setWallFirst(!wallFirst),
    toggleIdle: () => setSkipIdle(!skipIdle),
    fullScreen,
    copyLink,
    copyScreen,
  })

  return (
    <PlayerProvider value={player}>
      <main className={`player ${paneOpen ? 'with-pane' : ''}`}>
        <PlayerHeader
          mayEnd={may.includes('end')}
          copied={copied}
          copyLink={copyLink}
          copyScreen={copyScreen}
          fullScreen={fullScreen}
          paneOpen={paneOpen}
          togglePane={() => setPaneOpen(!paneOpen)}
        />
        <div className="player-body">
          <div ref={main} className="player-main">
            {live && <LiveBar watching={watching} watch={() => setWatching(true)} replay={() => goTo(playback.time)} />}
            {watching ? (
              <LiveStage ended={() => void client.invalidateQueries({ queryKey: ['session', session.id] })} />
            ) : (
              <Stage element={terminal} readTranscript={() => showPane('transcript')} />
            )}
            <Timeline hits={times} />
            <Controls
              clockFirst={wallFirst}
              toggleClock={() => setWallFirst(!wallFirst)}
              toggleIdle={() => setSkipIdle(!skipIdle)}
              previousCommand={() => nearCommand(-1)}
              nextCommand={() => nearCommand(1)}
            />
          </div>
          {paneOpen && (
            <Panes pane={state.pane} setPane={showPane}>
              {state.pane === 'commands' && <CommandsPane pending={timeline.isPending} error={timeline.error} retry={() => void timeline.refetch()} />}
              {state.pane === 'transcript' && (
                <TranscriptPane
                  input={findInput}
                  lines={transcript.data}
                  error={transcript.error}
                  retry={() => void transcript.refetch()}
                  finding={finding}
                  find={(words) => update({ find: words })}
                  step={step}
                />
              )}
              {state.pane === 'events' && <EventsPane />}
              {state.pane === 'details' && <DetailsPane />}
            </Panes>
          )}
        </div>
        <Integrity />
      </main>
    </PlayerProvider>
  )
}
