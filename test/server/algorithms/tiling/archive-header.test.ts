import { bytesToHeader } from 'pmtiles'
import { expect, test } from 'vitest'
import { archiveHeader, HEADER_BYTES } from '../../../../server/algorithms/tiling/archive-header.ts'

test('the header is read back by the PMTiles library as it was written', () => {
  const bytes = archiveHeader({
    root: { offset: 127, length: 99 },
    metadata: { offset: 226, length: 400 },
    leaves: { offset: 626, length: 2 ** 33 },
    tiles: { offset: 626 + 2 ** 33, length: 2 ** 41 },
    counts: { addressed: 1000, entries: 900, contents: 800 },
    minZoom: 3,
    maxZoom: 16,
    bounds: [113.1234567, -23.5, 114, 23.7654321],
  })
  expect(bytes).toHaveLength(HEADER_BYTES)
  expect(bytesToHeader(bytes.buffer as ArrayBuffer)).toMatchObject({
    specVersion: 3,
    rootDirectoryOffset: 127,
    rootDirectoryLength: 99,
    jsonMetadataOffset: 226,
    jsonMetadataLength: 400,
    leafDirectoryOffset: 626,
    leafDirectoryLength: 2 ** 33,
    tileDataOffset: 626 + 2 ** 33,
    tileDataLength: 2 ** 41,
    numAddressedTiles: 1000,
    numTileEntries: 900,
    numTileContents: 800,
    clustered: true,
    internalCompression: 2,
    tileCompression: 2,
    tileType: 1,
    minZoom: 3,
    maxZoom: 16,
    minLon: 113.1234567,
    minLat: -23.5,
    maxLon: 114,
    maxLat: 23.7654321,
    centerZoom: 3,
    centerLon: expect.closeTo(113.56172835, 6),
    centerLat: expect.closeTo(0.13271605, 6),
  })
})
