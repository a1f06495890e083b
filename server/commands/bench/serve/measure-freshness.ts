import { join } from 'node:path'
import type { Tile } from '../../../algorithms/tiling/touched-tiles.ts'
import type { Database } from '../../../platform/database.ts'
import { table } from '../tables.ts'
import { ask } from './ask.ts'
import { POLYGONS } from './bare-sql.ts'
import { checkRebuilding, type Rebuilding, tilesMade } from './check-rebuilding.ts'
import type { OurServer } from './check-tiles.ts'
import { type EditedGrid, editGrid, editIn, gridInTheMiddle } from './edited-grid.ts'
import { editedTiles } from './edited-tiles.ts'
import type { Field } from './field.ts'
import { type Load, runWrk, wrkScript } from './run-wrk.ts'
import { tilePath } from './serve-case.ts'
import { type Edit, type Reading, type Staleness, stalenessOf } from './staleness.ts'

export type Freshness = {
  rebuildings: Rebuilding[]
  isExact: boolean
  edits: number
  readings: number
  requestsPerSecond: number
  /** Tiles made while the readers came: as many as edits have touched, when each was made once. */
  made: number
  milliseconds: Staleness
  isReached: boolean
}

const QUIET_EDITS = 10
const MUST_MILLISECONDS = 200
const EDIT_PAUSE_MILLISECONDS = 100
/** Readers that look at what they get; wrk, which makes the load, does not. */
const READERS = 4

type Around = { db: Database; server: OurServer; wrk: string; folder: string }

/** Edits one grid again and again: first in quiet, then under a load of readers. */
export async function measureFreshness(around: Around, field: Field, load: Load): Promise<Freshness> {
  const grid = await gridInTheMiddle(around.db, field)
  const { kept, showing } = editedTiles(field, grid)
  await editGrid(around.db, grid, 0)
  const quiet = Array.from({ length: QUIET_EDITS }, (_, i) => i + 1)
  const rebuildings = await checkRebuilding(around, grid, kept, quiet)
  const madeBefore = await tilesMade(around.server)
  const script = wrkScript({
    paths: kept.map((tile) => tilePath(POLYGONS, tile)),
    headers: around.server.headers,
  })
  const scriptPath = join(around.folder, 'wrk.lua')
  const { origin } = around.server
  const [figures, watched] = await Promise.all([
    runWrk(around.wrk, { origin, script, scriptPath }, load),
    editAndRead(around, grid, showing, load.seconds),
  ])
  const milliseconds = stalenessOf(watched.edits, watched.readings)
  return {
    rebuildings,
    isExact: rebuildings.every(({ touched, made, wrong }) => made === touched && wrong.length === 0),
    edits: watched.edits.length,
    readings: watched.readings.length,
    requestsPerSecond: figures.requestsPerSecond,
    made: (await tilesMade(around.server)) - madeBefore,
    milliseconds,
    isReached: milliseconds.max < MUST_MILLISECONDS,
  }
}

async function editAndRead(
  { db, server }: Around,
  grid: EditedGrid,
  showing: readonly Tile[],
  seconds: number,
) {
  const [edits, readings]: [Edit[], Reading[]] = [[], []]
  const end = performance.now() + seconds * 1000
  const isOver = () => performance.now() > end
  const read = async (tile: Tile) => {
    while (!isOver()) {
      const { body } = await ask(`${server.origin}${tilePath(POLYGONS, tile)}`, server.headers)
      const number = editIn(body)
      if (number !== undefined) readings.push({ number, at: performance.now() })
    }
  }
  const edit = async () => {
    for (let number = QUIET_EDITS + 1; !isOver(); number++) {
      await editGrid(db, grid, number)
      edits.push({ number, committedAt: performance.now() })
      await new Promise((resolve) => setTimeout(resolve, EDIT_PAUSE_MILLISECONDS))
    }
  }
  const readers = Array.from({ length: READERS }, (_, i) => read(showing[i % showing.length]!))
  await Promise.all([edit(), ...readers])
  return { edits, readings }
}

export function freshnessTable({ rebuildings, isExact, isReached, ...figures }: Freshness): string {
  const [first] = rebuildings
  const range = (values: readonly number[]) => [...new Set(values)].sort((a, b) => a - b).join(' or ')
  const { p50, p99, max } = figures.milliseconds
  return table(
    ['an edited grid', 'is', ''],
    [
      ['tiles kept', String(first?.kept ?? 0), ''],
      ['touched by an edit', range(rebuildings.map(({ touched }) => touched)), ''],
      ['made anew', range(rebuildings.map(({ made }) => made)), isExact ? 'exactly these' : 'not these'],
      ['under load: answers a second', Math.round(figures.requestsPerSecond).toLocaleString('en'), ''],
      ['under load: edits, tiles looked at', `${figures.edits}, ${figures.readings}`, ''],
      ['last old tile after the commit, p50', `${p50.toFixed(0)} ms`, ''],
      ['p99', `${p99.toFixed(0)} ms`, ''],
      ['longest (must be < 200 ms)', `${max.toFixed(0)} ms`, isReached ? 'reached' : 'not reached'],
    ],
  )
}
