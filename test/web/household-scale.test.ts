import { expect, test } from 'vitest'
import { classOf, householdClasses } from '../../web/features/grids/household-scale.ts'

const BAND = { min: 200, max: 400 }

test('the band 200–400 is shown in five steps, with one class on each side', () => {
  expect(householdClasses(BAND).map(({ place, from, to }) => [place, from, to])).toEqual([
    ['under', undefined, 199],
    ['within', 200, 239],
    ['within', 240, 279],
    ['within', 280, 319],
    ['within', 320, 359],
    ['within', 360, 400],
    ['over', 401, undefined],
  ])
})

test.for([
  [0, 'under'],
  [199, 'under'],
  [200, 'within'],
  [400, 'within'],
  [401, 'over'],
] as const)('%i households are %s', ([households, place]) => {
  expect(classOf(households, BAND).place).toBe(place)
})

test('a narrow band still has seven classes without gaps', () => {
  const classes = householdClasses({ min: 30, max: 50 })
  for (let i = 1; i < classes.length; i++) expect(classes[i]!.from).toBe(classes[i - 1]!.to! + 1)
})

type Triple = readonly [number, number, number]

/** What dichromats see, in linear RGB: Machado, Oliveira & Fernandes 2009, severity 1. */
const SEEN_BY: Record<string, readonly Triple[]> = {
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
}

const linear = (hex: string): Triple => {
  const part = (at: number) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }
  return [part(1), part(3), part(5)]
}
const apply = (matrix: readonly Triple[], [r, g, b]: Triple): Triple => {
  const [x, y, z] = matrix.map((row) => row[0] * r + row[1] * g + row[2] * b)
  return [x!, y!, z!]
}

/** CIE L*a*b*, D65. */
function lab(rgb: Triple): Triple {
  const [x, y, z] = apply(
    [
      [0.4124, 0.3576, 0.1805],
      [0.2126, 0.7152, 0.0722],
      [0.0193, 0.1192, 0.9505],
    ],
    rgb,
  )
  const f = (t: number) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116)
  const [fx, fy, fz] = [f(x / 0.9505), f(y), f(z / 1.089)]
  return [116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)]
}

test.for(Object.keys(SEEN_BY))('with %s, neighbouring classes and the two ends are told apart', (vision) => {
  const seen = householdClasses(BAND).map(({ colour }) => lab(apply(SEEN_BY[vision]!, linear(colour))))
  const difference = (a: Triple, b: Triple) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])
  for (let i = 1; i < seen.length; i++) expect(difference(seen[i]!, seen[i - 1]!)).toBeGreaterThan(7)
  expect(difference(seen[0]!, seen.at(-1)!)).toBeGreaterThan(25)
})
