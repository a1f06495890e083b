import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { aFile, recordsOf } from './temporary-file.ts'

/** A square of nodes 1–4, one of nodes 5–8 inside it, and what a test adds. */
const osm = (more: string) => `<?xml version="1.0"?><osm version="0.6">
  <node id="1" lon="0" lat="0"/><node id="2" lon="10" lat="0"/><node id="3" lon="10" lat="10"/><node id="4" lon="0" lat="10"/>
  <node id="5" lon="4" lat="4"/><node id="6" lon="6" lat="4"/><node id="7" lon="6" lat="6"/><node id="8" lon="4" lat="6"/>
  ${more}</osm>`
const way = (id: number, refs: number[], tags: Record<string, string> = {}) =>
  `<way id="${id}">${refs.map((ref) => `<nd ref="${ref}"/>`).join('')}${tagXml(tags)}</way>`
const relation = (id: number, members: [number, string][], tags: Record<string, string>) =>
  `<relation id="${id}">${members.map(([ref, role]) => `<member type="way" ref="${ref}" role="${role}"/>`).join('')}${tagXml(tags)}</relation>`
const tagXml = (tags: Record<string, string>) =>
  Object.entries(tags)
    .map(([k, v]) => `<tag k="${k}" v="${v}"/>`)
    .join('')
const read = (more: string) => recordsOf(aFile('a.osm', osm(more)))

const OUTER = way(10, [1, 2, 3]) + way(11, [1, 4, 3])
const INNER = way(12, [5, 6, 7, 8, 5])

describe('OpenStreetMap', () => {
  test('a building, gzipped', async () => {
    const text = osm(
      way(10, [1, 2, 3, 4, 1], {
        building: 'apartments',
        'building:levels': '6',
        name: '一号楼',
        'name:en': 'No. 1',
      }),
    )
    expect(await recordsOf(aFile('a.osm.gz', gzipSync(text)))).toEqual([
      {
        layer: 'buildings',
        sourceId: 'w10',
        use: 'apartments',
        levels: 6,
        name: '一号楼',
        nameEn: 'No. 1',
        geometry: {
          type: 'Polygon',
          coordinates: [
            [
              [0, 0],
              [10, 0],
              [10, 10],
              [0, 10],
              [0, 0],
            ],
          ],
        },
      },
    ])
  })

  test('a multipolygon has its courtyard, whatever the roles say', async () => {
    const [record] = await read(
      OUTER +
        INNER +
        relation(
          1,
          [
            [10, 'inner'],
            [11, 'outer'],
            [12, 'outer'],
          ],
          { type: 'multipolygon', building: 'yes' },
        ),
    )
    expect(record).toMatchObject({
      layer: 'buildings',
      sourceId: 'r1',
      use: 'unknown',
      geometry: { type: 'Polygon', coordinates: [{ length: 5 }, { length: 5 }] },
    })
  })

  test('a relation without tags takes those of its outline, which is then not met twice', async () => {
    const outline = way(10, [1, 2, 3, 4, 1], { building: 'house' })
    const records = await read(
      outline +
        INNER +
        relation(
          1,
          [
            [10, 'outer'],
            [12, 'inner'],
          ],
          { type: 'multipolygon' },
        ),
    )
    expect(records).toMatchObject([
      { sourceId: 'w10', use: 'house', geometry: { coordinates: [{}, { length: 5 }] } },
    ])
  })

  test('an outline that repeats the tags of its relation is listed', async () => {
    const outline = way(10, [1, 2, 3, 4, 1], { building: 'roof' })
    const records = await read(
      outline + relation(1, [[10, 'outer']], { type: 'multipolygon', building: 'yes' }),
    )
    expect(records).toMatchObject([{ sourceId: 'r1' }, { sourceId: 'w10', rule: 'duplicate-of-relation' }])
  })

  test('a relation that is only partly in the file is rejected with the place of the gap', async () => {
    const records = await read(
      way(10, [1, 2, 3]) +
        relation(
          1,
          [
            [10, 'outer'],
            [99, 'outer'],
          ],
          { type: 'boundary', boundary: 'administrative', admin_level: '8', name: '东门街道' },
        ),
    )
    expect(records).toMatchObject([
      {
        rule: 'incomplete-relation',
        message: expect.stringContaining('"东门街道" is only partly in the file: 1 of its 2 ways'),
        place: {
          type: 'MultiPoint',
          coordinates: [
            [0, 0],
            [10, 10],
          ],
        },
      },
    ])
  })

  test('the deepest closed boundary is the community', async () => {
    const boundary = (id: number, level: string) =>
      relation(
        id,
        [
          [10, 'outer'],
          [11, 'outer'],
        ],
        { type: 'boundary', boundary: 'administrative', admin_level: level, name: `L${level}` },
      )
    const records = await read(OUTER + boundary(1, '2') + boundary(2, '6') + boundary(3, '8'))
    expect(records.map((record) => ('level' in record ? [record.name, record.level] : record))).toEqual([
      ['L2', 'province'],
      ['L6', 'county'],
      ['L8', 'community'],
    ])
  })

  test('barriers by class; what leaves the file is kept as far as it goes', async () => {
    const records = await read(
      way(20, [1, 2], { highway: 'motorway_link', bridge: 'yes' }) +
        way(21, [1, 2], { railway: 'rail', tunnel: 'yes' }) +
        way(22, [1, 2, 99, 3, 4], { waterway: 'river' }) +
        way(23, [1, 2, 3, 4, 1], { natural: 'water' }) +
        way(24, [1, 2], { natural: 'coastline' }) +
        way(25, [1, 2], { route: 'ferry' }) +
        way(26, [1, 2], { highway: 'proposed' }),
    )
    expect(records.map((record) => ('kind' in record ? `${record.kind}/${record.class}` : record))).toEqual([
      'road/motorway',
      'rail/rail',
      'water/river',
      'water/lake',
      'water/sea',
      'link/ferry',
    ])
    expect(records[0]).toMatchObject({ bridge: true })
    expect(records[1]).toMatchObject({ tunnel: true })
    expect(records[2]).toMatchObject({
      geometry: { type: 'MultiLineString' },
      repairs: ['1 of 5 nodes are outside the file; the rest is kept.'],
    })
  })

  test('what cannot be a building is listed', async () => {
    const records = await read(
      '<node id="9" lon="1" lat="1"><tag k="building" v="yes"/></node>' +
        way(10, [1, 2, 3], { building: 'yes' }) +
        way(11, [1, 2, 99, 1], { building: 'yes' }) +
        way(12, [1, 2, 3, 1], { building: 'no' }),
    )
    expect(records.map((record) => 'rule' in record && record.rule)).toEqual([
      'no-footprint',
      'open-ring',
      'incomplete-way',
      'not-a-building',
    ])
  })

  test.each([
    ['a change file', '<osmChange version="0.6"><create/></osmChange>', /holds <osmChange>/],
    ['half a file', osm('').slice(0, 200), /not readable as OSM XML/],
    ['other XML', '<?xml version="1.0"?><kml><Document/></kml>', /root <kml>/],
  ])('%s is refused', async (_, text, message) => {
    await expect(recordsOf(aFile('a.osm', text))).rejects.toThrow(message)
  })

  test('a file that only looks like PBF is refused', async () => {
    const fake = Buffer.concat([
      Buffer.from([0, 0, 0, 13, 10, 9]),
      Buffer.from('OSMHeader'),
      Buffer.from([24, 0xff, 0xff, 0xff, 0x0f]),
    ])
    await expect(recordsOf(aFile('a.osm.pbf', fake))).rejects.toThrow(
      /does not fit the file|not readable as OSM PBF|ends .* early/,
    )
  })
})
