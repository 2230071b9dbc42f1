import { Radio, Rewind } from 'lucide-react'

/** The two ways to look at a session under way: as it is now, or what there is of it by now. */
export function LiveBar({ watching, watch, replay }: { watching: boolean; watch: () => void; replay: () => void }) {
  return (
    <div className="live-bar" role="group" aria-label="Session under way">
      <button type="button" className="chip" aria-pressed={watching} data-testid="watch-live" onClick={watch}><Radio size={13} aria-hidden /> Watch live</button>
      <button type="button" className="chip" aria-pressed={!watching} data-testid="replay-so-far" onClick={replay}><Rewind size={13} aria-hidden /> Replay so far</button>
    </div>
  )
}
