/** A month of incidents before `now`: about one for thirty households, most of the older ones closed. */
import type { IncidentRecord } from '../records.ts'
import type { BuiltCommunity } from './build-town.ts'
import { pointGeometry } from './frame.ts'
import { INCIDENT_KINDS, type IncidentKind } from './incident-kinds.ts'
import { between, pick, type Random, seededRandom } from './random.ts'
import { middleOf } from './ring.ts'

const HOUSEHOLDS_PER_INCIDENT = 30
const HOUR = 3_600_000
const MONTH = 30 * 24 * HOUR

export function* communityIncidents(
  seed: number,
  community: BuiltCommunity,
  now: Date,
): Generator<IncidentRecord> {
  const random = seededRandom(seed, community.plan.code, 'incidents')
  const count = Math.round(community.plan.households / HOUSEHOLDS_PER_INCIDENT)
  for (let k = 0; k < count; k++) yield incident(random, community, k, now.getTime())
}

function incident(random: Random, community: BuiltCommunity, number: number, now: number): IncidentRecord {
  const kind = pickByWeight(random)
  const building = pick(random, community.buildings)
  const reported = reportTime(random, now)
  const handlingMs = kind.hours * HOUR * between(random, 0.15, 1.4)
  const state = stateAfter(random, (now - reported) / handlingMs)
  const place = building.name?.name ?? building.compound?.name ?? community.plan.name.name
  return {
    layer: 'incidents',
    sourceId: `${community.plan.code}-i${number}`,
    class: kind.class,
    severity: severityOf(random, kind),
    state,
    reportedAt: new Date(reported).toISOString(),
    ...(state === 'closed' ? { closedAt: new Date(reported + handlingMs).toISOString() } : {}),
    description: place + pick(random, kind.texts),
    geometry: pointGeometry(middleOf(building.shape)),
  }
}

/** Some moment of the month, by day rather than by night (China Standard Time), on a whole second. */
function reportTime(random: Random, now: number): number {
  const earliest = now - MONTH
  for (let attempt = 0; ; attempt++) {
    const moment = Math.floor(between(random, earliest, now) / 1000) * 1000
    const hour = (new Date(moment).getUTCHours() + 8) % 24
    const busy = hour >= 7 && hour < 21 ? 1 : 0.15
    if (attempt === 8 || random() < busy) return moment
  }
}

/** How far an incident has come after `progress` times its handling time. */
function stateAfter(random: Random, progress: number): IncidentRecord['state'] {
  if (progress >= 1) return random() < 0.97 ? 'closed' : 'in_progress'
  const steps = ['reported', 'registered', 'dispatched', 'in_progress', 'resolved'] as const
  return steps[Math.min(4, Math.floor(Math.sqrt(progress) * 5))]!
}

function severityOf(random: Random, kind: IncidentKind): IncidentRecord['severity'] {
  const draw = random()
  if (kind.urgent) return draw < 0.15 ? 'critical' : draw < 0.8 ? 'urgent' : 'normal'
  return draw < 0.02 ? 'urgent' : draw < 0.45 ? 'normal' : 'minor'
}

const TOTAL_WEIGHT = INCIDENT_KINDS.reduce((sum, kind) => sum + kind.weight, 0)

function pickByWeight(random: Random): IncidentKind {
  let left = random() * TOTAL_WEIGHT
  for (const kind of INCIDENT_KINDS) {
    left -= kind.weight
    if (left <= 0) return kind
  }
  return INCIDENT_KINDS[0]!
}
