import 'asciinema-player/dist/bundle/asciinema-player.css'
import { create, type Player, type Source } from 'asciinema-player'

/** What draws a recording: the terminal and its clock. Times are seconds since the session began. */
export interface Engine {
  play(): Promise<unknown>
  pause(): Promise<unknown>
  seek(time: number): Promise<unknown>
  /** One change of the screen forwards or backwards; only while paused. */
  step(by: 1 | -1): void
  time(): number
  dispose(): void
}

export interface EngineEvents {
  /** The length is known, and with it that the recording can be read. */
  loaded?: (duration: number | undefined) => void
  playing?: () => void
  paused?: () => void
  ended?: (message: string | undefined) => void
  waiting?: () => void
  failed?: (reason: string) => void
}

const FONT = "'JetBrains Mono Variable', monospace"

/** The player's own type tells neither of all its events nor of segmented sources. */
type Emitter = { addEventListener(name: string, handler: (event: { message?: string; duration?: number }) => void): void }

export async function createReplay(element: HTMLElement, url: string, speed: number, events: EngineEvents): Promise<Engine> {
  return mount(element, { url, format: 'segmented' } as Source, { speed }, events)
}

/** Joins a session under way: its own clock runs, so it can be neither paused nor moved. */
export async function createLive(element: HTMLElement, url: string, events: EngineEvents): Promise<Engine> {
  return mount(element, { driver: 'websocket', url, bufferTime: 0.1 } as unknown as Source, { autoPlay: true }, events)
}

async function mount(element: HTMLElement, source: Source, options: { speed?: number; autoPlay?: boolean }, events: EngineEvents): Promise<Engine> {
  // Cells are measured once, when the player is made: with another font they would stay wrong.
  await document.fonts.load(`15px ${FONT}`)
  const player = create(source, element, {
    ...options,
    controls: false,
    fit: 'both',
    terminalFontFamily: FONT,
    cursorMode: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'steady' : 'blinking',
  })
  listen(player, events)
  // Without the focus it hears no keys: the page's own do the same, and more.
  for (const part of [player.el, ...player.el.querySelectorAll('[tabindex]')]) part.removeAttribute('tabindex')
  return {
    play: () => player.play(),
    pause: () => player.pause(),
    seek: (time) => player.seek(time),
    // The player offers steps to its keyboard only.
    step: (by) => player.el.dispatchEvent(new KeyboardEvent('keydown', { key: by > 0 ? '.' : ',', bubbles: true })),
    time: () => player.getCurrentTime() ?? 0,
    dispose: () => player.dispose(),
  }
}

function listen(player: Player, events: EngineEvents): void {
  const { addEventListener } = player as unknown as Emitter
  addEventListener('metadata', ({ duration }) => events.loaded?.(duration))
  addEventListener('playing', () => events.playing?.())
  addEventListener('pause', () => events.paused?.())
  addEventListener('loading', () => events.waiting?.())
  addEventListener('ended', ({ message }) => events.ended?.(message))
  addEventListener('offline', ({ message }) => events.ended?.(message))
  addEventListener('error', ({ message }) => events.failed?.(message ?? 'the player gave no reason'))
}
