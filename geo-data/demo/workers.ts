/** The people of the grid teams as roles with a number: one gridworker for about 300 households and the team around them. */
import type { WorkerRecord } from '../records.ts'
import type { BuiltCommunity } from './build-town.ts'
import { pointGeometry } from './frame.ts'
import { pick, type Random, seededRandom } from './random.ts'
import { middleOf } from './ring.ts'

const HOUSEHOLDS_PER_GRIDWORKER = 300
const LABELS: Record<WorkerRecord['role'], string> = {
  gridworker: '网格员',
  leader: '网格长',
  adviser: '网格指导员',
  police: '社区民警',
  property: '物业管家',
}

/** Numbers run on through the region: `next` gives the next one. */
export function* communityWorkers(
  seed: number,
  community: BuiltCommunity,
  next: () => number,
): Generator<WorkerRecord> {
  const random = seededRandom(seed, community.plan.code, 'workers')
  const gridworkers = Math.max(1, Math.round(community.plan.households / HOUSEHOLDS_PER_GRIDWORKER))
  for (let k = 0; k < gridworkers; k++) yield worker(random, community, 'gridworker', next())
  for (const role of ['leader', 'adviser', 'police', 'property'] as const)
    yield worker(random, community, role, next())
}

function worker(
  random: Random,
  community: BuiltCommunity,
  role: WorkerRecord['role'],
  number: number,
): WorkerRecord {
  const { code } = community.plan
  const label = `${LABELS[role]} YZ-${String(number).padStart(4, '0')}`
  return {
    layer: 'workers',
    sourceId: `${code}-p${number}`,
    label,
    role,
    employment: role === 'gridworker' && random() < 0.3 ? 'part' : 'full',
    communityCode: code,
    onDuty: random() < 0.82,
    geometry: pointGeometry(middleOf(pick(random, community.buildings).shape)),
  }
}
