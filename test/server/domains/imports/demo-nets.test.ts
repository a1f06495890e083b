import { expect } from 'vitest'
import { demoRecords } from '../../../../geo-data/demo/demo-features.ts'
import { planTown } from '../../../../geo-data/demo/town-plan.ts'
import { importRecords } from '../../../../server/domains/imports/import-records.ts'
import { unitGraphOfNet } from '../../../../server/domains/plans/unit-graph-of-net.ts'
import { buildUnits, loadNet } from '../../../../server/domains/units/index.ts'
import { oneRow } from '../../../../server/platform/database.ts'
import { test } from '../../../support/app.ts'
import { groundOfTown } from '../../../support/demo-county/ground-of-town.ts'
import { netOfCommunity } from '../../../support/demo-county/net-of-community.ts'

test('the nets of the demo town are those that are made of it without a database', async ({
  services,
  db,
}) => {
  await importRecords(db, demoRecords({ size: 'town', seed: 1 }), {
    source: 'demo',
    fileName: 'demo',
    format: 'generated',
    crs: 'EPSG:4326',
    isFictional: true,
    actor: 'test',
  })
  await buildUnits(services, { actor: 'test' })
  for (const ground of groundOfTown(planTown(1), 0)) {
    const { id } = await oneRow<{ id: string }>(db, `select id from areas where code = ?`, [ground.code])
    const stored = unitGraphOfNet(await loadNet(db, { communityId: id }))
    const made = unitGraphOfNet(netOfCommunity(ground))
    for (const key of ['weights', 'offsets', 'neighbours', 'barrierWeights', 'carriers'] as const)
      expect(made[key], `${key} of ${ground.code}`).toEqual(stored[key])
    made.sharedMeters.forEach((meters, edge) => {
      expect(Math.abs(meters - stored.sharedMeters[edge]!)).toBeLessThan(0.1)
    })
  }
})
