export type SessionState = 'live' | 'sealed' | 'interrupted' | 'torn'

/** Facts of a recorded session. Who and where are null when the session's first record is missing. */
export interface Session {
  id: string
  cluster: string | null
  namespace: string | null
  pod: string | null
  container: string | null
  user: string | null
  impersonatedUser: string | null
  command: string | null
  kind: string | null
  tty: boolean
  start: string
  end: string | null
  durationMs: number
  state: SessionState
  reason: string | null
  bytes: number
  exitCode: number | null
  /** How many holes are known. */
  gaps: number
  auditID: string
}

export interface SessionPage {
  sessions: Session[]
  next: string | null
}

/** A known hole in a recording; times are seconds since the start. */
export interface Hole {
  cause: string
  sequence: number
  records: number
  from: number
  to: number
  bytes: number
}

export interface SessionDetails extends Session {
  groups?: string[]
  mode?: string
  recordInput?: string
  gateway?: string | null
  clientAddress?: string | null
  sourceAddresses?: string[]
  claims?: Record<string, string>
  podFacts?: {
    uid?: string | null
    node?: string | null
    image?: string | null
    imageID?: string | null
    ownerKind?: string | null
    ownerName?: string | null
    serviceAccount?: string | null
  }
  streams?: Record<string, number>
  holes: Hole[]
  records: number
  storedBytes: number
  epochs: number
  rootHash: string | null
}

/** A command line seen on the screen. */
export interface SeenCommand {
  time: number
  prompt: string
  text: string
  confidence: 'high' | 'medium' | 'low'
  source: string
  sequence: number
  exitCode: number | null
}

export interface Timeline {
  duration: number
  /** Seconds that one bucket of `activity` covers; the last may reach beyond the end. */
  bucket: number
  /** Bytes put out in each. */
  activity: number[]
  idle: { from: number; to: number }[]
  alternate: { from: number; to: number }[]
  resizes: { time: number; columns: number; rows: number }[]
  commands: SeenCommand[]
  gaps: Hole[]
}

export interface TranscriptLine {
  time: number
  screen: 'primary' | 'alternate'
  text: string
}

export interface Verification {
  ok: boolean
  chunks: number
  /** As sealed, and as it came out now; null while the recording is live. */
  rootHash: string | null
  recomputed: string | null
  faults: { epoch: number; chunk: number; position: number; what: string }[]
}

/** A place in a session where words of the query stand. */
export interface Hit {
  session: string
  kind: 'screen' | 'command' | 'session'
  /** When all of the line could be seen, since the start. */
  seconds: number
  timestamp: string
  line: string
  /** Places of the words in the line: from, to. */
  highlight: [number, number][]
  cluster: string | null
  namespace: string | null
  pod: string | null
  container: string | null
  user: string | null
  command: string | null
  start: string
  durationMs: number
  state: SessionState
}

export interface HitPage {
  hits: Hit[]
  next: string | null
  sessions: { value: number; exact: boolean }
  tookMs: number
}
