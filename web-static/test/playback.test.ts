import { beforeEach, expect, test } from 'vitest'
import type { Engine, EngineEvents } from '../src/player/engine'
import { Playback } from '../src/player/Playback'

/** An engine whose clock stands until it is set; seeks are answered when `settle` is called. */
class FakeEngine implements Engine {
  at = 0
  disposed = false
  readonly seeks: number[] = []
  private waiting: (() => void)[] = []
  constructor(
    readonly speed: number,
    readonly events: EngineEvents,
    private readonly slow: boolean,
  ) {}
  async play() {
    this.events.playing?.()
  }
  async pause() {
    this.events.paused?.()
  }
  seek(time: number) {
    this.seeks.push(time)
    this.at = time
    return this.slow && this.seeks.length > 1 ? new Promise<void>((done) => this.waiting.push(done)) : Promise.resolve()
  }
  settle() {
    this.waiting.shift()?.()
  }
  step(by: 1 | -1) {
    this.at += by
  }
  time() {
    return this.at
  }
  dispose() {
    this.disposed = true
  }
}

const made: FakeEngine[] = []
const rested: number[] = []
let slow = false
beforeEach(() => {
  made.length = 0
  rested.length = 0
  slow = false
})

function playback(at = 0): Playback {
  const make = async (speed: number, events: EngineEvents) => {
    const engine = new FakeEngine(speed, events, slow)
    made.push(engine)
    events.loaded?.(100)
    return engine
  }
  return new Playback(make, { at, speed: 1, skipIdle: true }, (time) => rested.push(time))
}

const settled = () => new Promise((done) => setTimeout(done))

test('begins_at_the_moment_asked_for_and_stands_there', async () => {
  const player = playback(12.5)
  await player.start()
  expect(made[0]!.seeks).toEqual([12.5])
  expect(player.state).toMatchObject({ status: 'paused', duration: 100 })
  expect(player.time).toBe(12.5)
})
test('seeks_asked_for_during_a_seek_become_the_last_of_them', async () => {
  slow = true
  const player = playback()
  await player.start()
  for (const time of [10, 20, 30, 40]) player.seek(time)
  expect(player.time).toBe(40)
  made[0]!.settle()
  await settled()
  expect(made[0]!.seeks).toEqual([0, 10, 40])
  made[0]!.settle()
  await settled()
  expect(rested.at(-1)).toBe(40)
})
test('positions_outside_are_brought_inside', async () => {
  const player = playback()
  await player.start()
  player.seek(-3)
  expect(player.time).toBe(0)
  player.seek(1e9)
  expect(player.time).toBe(100)
})
test('another_speed_goes_on_at_the_same_moment', async () => {
  const player = playback()
  await player.start(true)
  made[0]!.at = 33
  player.setSpeed(4)
  await settled()
  expect(made).toHaveLength(2)
  expect(made[0]!.disposed).toBe(true)
  expect(made[1]!).toMatchObject({ speed: 4, seeks: [33] })
  expect(player.state.status).toBe('playing')
})
test('idle_time_is_left_out_but_for_its_edges_and_told', async () => {
  const player = playback()
  player.setIdle([{ from: 10, to: 60 }])
  await player.start(true)
  made[0]!.at = 10.5
  player.tick()
  expect(made[0]!.seeks).toEqual([0])
  made[0]!.at = 11.2
  player.tick()
  await settled()
  expect(made[0]!.seeks).toEqual([0, 59])
  expect(player.state.skipped?.seconds).toBeCloseTo(47.8)
})
test('idle_time_is_shown_when_asked_for_and_while_paused', async () => {
  const player = playback()
  player.setIdle([{ from: 10, to: 60 }])
  player.setSkipIdle(false)
  await player.start(true)
  made[0]!.at = 20
  player.tick()
  player.setSkipIdle(true)
  player.pause()
  player.tick()
  expect(made[0]!.seeks).toEqual([0])
})
test('a_failure_keeps_the_position_and_starting_again_goes_on_there', async () => {
  const player = playback()
  await player.start()
  player.seek(50)
  made[0]!.events.failed?.('segment 3: status 503')
  made[0]!.at = 7
  player.tick()
  expect(player.state).toMatchObject({ status: 'failed', problem: 'segment 3: status 503' })
  await player.start()
  expect(made[1]!.seeks).toEqual([50])
  expect(player.state.status).toBe('paused')
})
test('what_a_disposed_engine_still_says_is_not_heard', async () => {
  const player = playback()
  await player.start()
  player.setSpeed(2)
  await settled()
  made[0]!.events.failed?.('late')
  expect(player.state.status).toBe('paused')
})
test('an_engine_that_does_not_come_is_a_failure', async () => {
  const player = new Playback(() => Promise.reject(new Error('script missing')), { at: 7, speed: 1, skipIdle: true })
  await player.start()
  expect(player.state).toMatchObject({ status: 'failed', problem: 'script missing' })
  expect(player.time).toBe(7)
})
test('a_seek_back_from_the_end_is_paused_and_no_longer_ended', async () => {
  const player = playback()
  await player.start()
  made[0]!.events.ended?.(undefined)
  expect(player.state.status).toBe('ended')
  player.seek(5)
  await settled()
  expect(player.state.status).toBe('paused')
})
