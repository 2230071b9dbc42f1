import type { Engine, EngineEvents } from './engine'
import { type Span, within } from './spans'

export type Status = 'loading' | 'paused' | 'playing' | 'ended' | 'failed'

export interface PlaybackState {
  status: Status
  /** It is on its way to another position; the screen is still the one of before. */
  seeking: boolean
  speed: number
  skipIdle: boolean
  /** Of the recording as the player knows it; undefined until it does. */
  duration: number | undefined
  /** Why it failed. */
  problem?: string
  /** The idle time that was last jumped over, in seconds; `count` tells two of the same length apart. */
  skipped?: { seconds: number; count: number }
}

export type MakeEngine = (speed: number, events: EngineEvents) => Promise<Engine>

/** How much of an idle stretch is shown at either end, so that one sees what it was idle at. */
const IDLE_EDGE = 1

/**
 * Plays one recording: position, speed, idle time left out, and starting over after a failure. Knows no page; `make`
 * brings what draws. Seeks asked for while one is under way are collapsed into the last of them.
 */
export class Playback {
  private current: PlaybackState
  private engine: Engine | undefined
  private generation = 0
  private last: number
  private wanted: number | undefined
  private readonly listeners = new Set<() => void>()
  private idle: Span[] = []

  /** @param rested called with the position whenever it comes to stand at one */
  constructor(
    private readonly make: MakeEngine,
    { at, speed, skipIdle }: { at: number; speed: number; skipIdle: boolean },
    private readonly rested: (time: number) => void = () => {},
  ) {
    this.last = at
    this.current = { status: 'loading', seeking: false, speed, skipIdle, duration: undefined }
  }

  get state(): PlaybackState {
    return this.current
  }

  /** Seconds since the start; where it is going, while it is going there. */
  get time(): number {
    return this.wanted ?? this.last
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  setIdle(idle: Span[]): void {
    this.idle = idle
  }

  /** Makes the engine, at the position last known; also after a failure. */
  async start(playing = false): Promise<void> {
    const generation = this.stop()
    this.change({ status: 'loading' })
    try {
      const engine = await this.make(this.current.speed, this.events(generation))
      if (generation !== this.generation) return engine.dispose()
      this.engine = engine
      this.wanted ??= this.last
      await this.followSeeks()
      if (generation !== this.generation || this.current.status === 'failed') return
      if (this.current.status === 'loading') this.change({ status: 'paused' })
      if (playing) await engine.play()
      else this.rested(this.last)
    } catch (failure) {
      this.fail(generation, failure instanceof Error ? failure.message : String(failure))
    }
  }

  /** Disposes of the engine; what is still under way of it has no effect. */
  stop(): number {
    this.engine?.dispose()
    this.engine = undefined
    this.current = { ...this.current, seeking: false }
    return ++this.generation
  }

  toggle(): void {
    if (this.current.status === 'playing') this.attempt(this.engine?.pause())
    else if (this.current.status === 'ended') {
      this.seek(0)
      this.attempt(this.engine?.play())
    } else if (this.current.status === 'paused') this.attempt(this.engine?.play())
    else if (this.current.status === 'failed') void this.start(true)
  }

  pause(): void {
    if (this.current.status === 'playing') this.attempt(this.engine?.pause())
  }

  seek(time: number): void {
    this.wanted = Math.min(Math.max(time, 0), this.current.duration ?? Infinity)
    this.last = this.wanted
    this.emit()
    if (this.current.status === 'failed') void this.start()
    else if (this.engine) void this.followSeeks()
  }

  step(by: 1 | -1): void {
    if (this.current.status === 'playing') this.pause()
    this.engine?.step(by)
    this.tick()
  }

  /** The engine has one speed for life: another one takes its place at the same moment. */
  setSpeed(speed: number): void {
    if (speed === this.current.speed) return
    const playing = this.current.status === 'playing'
    this.tick()
    this.change({ speed })
    void this.start(playing)
  }

  setSkipIdle(skipIdle: boolean): void {
    this.change({ skipIdle })
  }

  /** To be called a few times a second: brings the position up to date and leaves out idle time. */
  readonly tick = (): void => {
    // A failed engine tells the position of before the seek that failed.
    if (!this.engine || this.wanted !== undefined || this.current.status === 'failed') return
    const time = this.engine.time()
    if (time !== this.last) {
      this.last = time
      this.emit()
    }
    if (this.current.status !== 'playing' || !this.current.skipIdle) return
    const gap = within(this.idle, time)
    if (!gap || time < gap.from + IDLE_EDGE || time > gap.to - 2 * IDLE_EDGE) return
    const to = gap.to - IDLE_EDGE
    this.change({ skipped: { seconds: to - time, count: (this.current.skipped?.count ?? 0) + 1 } })
    this.seek(to)
  }

  private async followSeeks(): Promise<void> {
    if (this.current.seeking) return
    const { engine, generation } = this
    this.change({ seeking: true })
    while (engine && this.wanted !== undefined && generation === this.generation) {
      const to = this.wanted
      await engine.seek(to).catch(() => undefined) // A failure is told by its event.
      if (generation !== this.generation) return
      if (this.wanted === to) this.wanted = undefined
    }
    if (generation !== this.generation) return
    const back = this.current.status === 'ended' && this.last < (this.current.duration ?? 0)
    this.change({ seeking: false, ...(back && { status: 'paused' }) })
    if (this.current.status === 'paused' || this.current.status === 'ended') this.rested(this.last)
  }

  private events(generation: number): EngineEvents {
    const mine = (then: () => void) => () => generation === this.generation && then()
    return {
      loaded: (duration) => generation === this.generation && this.change({ duration }),
      playing: mine(() => this.change({ status: 'playing' })),
      paused: mine(() => {
        this.change({ status: 'paused' })
        this.tick()
        this.rested(this.time)
      }),
      ended: mine(() => {
        this.last = this.current.duration ?? this.last
        this.change({ status: 'ended' })
      }),
      failed: (reason) => this.fail(generation, reason),
    }
  }

  /** What goes wrong with a command also comes as an event, which says more. */
  private attempt(command: Promise<unknown> | undefined): void {
    command?.catch(() => undefined)
  }

  private fail(generation: number, problem: string): void {
    if (generation !== this.generation) return
    if (this.wanted !== undefined) this.last = this.wanted
    this.wanted = undefined
    this.change({ status: 'failed', seeking: false, problem })
  }

  private change(change: Partial<PlaybackState>): void {
    this.current = { ...this.current, ...change }
    this.emit()
  }

  private emit(): void {
    for (const listener of this.listeners) listener()
  }
}
