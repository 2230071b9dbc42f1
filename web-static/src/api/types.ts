export interface AuditEvent {
  id: string
  timestamp: string
  receivedAt?: string | null
  source?: string | null
  cluster: string
  auditID?: string | null
  stage?: string | null
  level?: string | null
  verb?: string | null
  action?: string | null
  user?: string | null
  groups?: string[] | null
  impersonatedUser?: string | null
  namespace?: string | null
  resource?: string | null
  subresource?: string | null
  name?: string | null
  apiGroup?: string | null
  code?: number | null
  reason?: string | null
  decision?: string | null
  uri?: string | null
  pod?: string | null
  container?: string | null
  command?: string | null
  sourceIP?: string | null
  sourceIPs?: string[] | null
  userAgent?: string | null
  session?: string | null
  flags?: string[] | null
  redactions?: { pointer: string; rule: string; length: number }[] | null
  raw?: unknown
}

export interface EventPage {
  events: AuditEvent[]
  next: string | null
  total: { value: number; exact: boolean }
  tookMs: number
}

export interface HistogramAnswer {
  interval: string
  buckets: { start: string; count: number; by?: Record<string, number> }[]
}

export interface TopAnswer {
  field: string
  values: ValueCount[]
  other: number
}

export interface ValueCount {
  value: string
  count: number
}

export interface Field {
  name: string
  aliases: string[]
  type: 'keyword' | 'time' | 'number' | 'ip'
  description: string
  facet: boolean
}

export interface Me {
  name: string
  rights: string[]
  scope: { clusters: string[]; namespaces: string[] }
}
