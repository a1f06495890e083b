import { act } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Panels } from '../../web/app.tsx'
import { areas } from '../../web/state/areas.ts'
import { language } from '../../web/state/language.ts'
import { report } from '../../web/state/notices.ts'
import { selectedGrid } from '../../web/state/selection.ts'
import { startUp } from '../../web/state/start-up.ts'
import { viewRequest } from '../../web/state/view-request.ts'
import { aGrid, anArea, showGrids } from './builders.ts'

vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
vi.stubGlobal('matchMedia', () => ({ matches: false, addListener() {}, removeListener() {} }))
vi.stubGlobal(
  'ResizeObserver',
  class {
    observe() {}
    unobserve() {}
    disconnect() {}
  },
)

let root: Root
let page: HTMLElement

beforeEach(async () => {
  language.set('zh-CN')
  selectedGrid.set(undefined)
  startUp.set({ phase: 'ready' })
  page = document.body.appendChild(document.createElement('div'))
  root = createRoot(page)
  await act(async () => root.render(<Panels />))
})
afterEach(async () => {
  await act(async () => root.unmount())
  page.remove()
})

const text = () => page.textContent ?? ''
const click = (element: Element | null | undefined) =>
  act(async () => element?.dispatchEvent(new MouseEvent('click', { bubbles: true })))
const press = (key: string, target: EventTarget = window) =>
  act(async () => target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true })))
const withText = (wanted: string) =>
  [...page.querySelectorAll('*')].filter((one) => one.textContent === wanted).at(-1)

test('a picked grid shows its figures in the language of the page, and Escape closes it', async () => {
  const community = anArea()
  const grid = aGrid({ community: community.id })
  await act(async () => {
    areas.set([community])
    showGrids([grid])
    selectedGrid.set(grid.id)
  })
  for (const part of [
    '990121100005004',
    '南门社区第4网格',
    '264',
    '718',
    '4.3 公顷',
    '首版方案',
    '2026年1月1日',
  ])
    expect(text()).toContain(part)
  await act(async () => language.set('en'))
  for (const part of [
    'Nanmen Community Grid 4',
    '4.3 ha',
    'Households',
    'inside the band',
    'Fictional demo data',
  ])
    expect(text()).toContain(part)
  expect(document.documentElement.lang).toBe('en')
  await press('Escape')
  expect(page.querySelector('[data-testid=grid-panel]')).toBeNull()
})

test('an exception says why, with both numbers, and what would help', async () => {
  const exception = {
    reason: 'part-under-min',
    households: 34,
    band: { min: 200, max: 400 },
    remedy: '…',
    nearestGrid: '004',
  } as const
  const grid = aGrid({ households: 34, exception })
  await act(async () => {
    showGrids([grid])
    selectedGrid.set(grid.id)
    language.set('en')
  })
  const note = page.querySelector('[data-testid=grid-exception]')?.textContent
  expect(note).toContain('34 households, fewer than 200')
  expect(note).toContain('bridge or ferry to its neighbour (grid 004)')
})

test('the list has exceptions first, and the keyboard goes through it to the map', async () => {
  const calm = aGrid({ code: '990121100005001', name: '第1网格' })
  const exception = { reason: 'locked', households: 500, band: { min: 200, max: 400 }, remedy: '…' } as const
  const locked = aGrid({ code: '990121100005002', name: '第2网格', households: 500, exception })
  await act(async () => showGrids([calm, locked]))
  await click(withText('网格列表'))
  const list = page.querySelector('[role=listbox]')!
  const options = [...list.querySelectorAll('[role=option]')].map((one) => one.textContent)
  expect(options[0]).toContain('990121100005002')
  await press('ArrowDown', list)
  await press('Enter', list)
  expect(selectedGrid.get()).toBe(calm.id)
  expect(viewRequest.get()).toEqual({ kind: 'show', bounds: [123.4, 30.1, 123.41, 30.11] })
})

test('the legend has the numbers of the band', async () => {
  await act(async () => showGrids([aGrid()]))
  for (const part of ['少于 200', '200–239', '360–400', '多于 400', '例外']) expect(text()).toContain(part)
})

test('a first start shows its progress, and an empty database what to do', async () => {
  await act(async () => startUp.set({ phase: 'preparing', job: { progress: 0.4, step: 'units.build' } }))
  expect(text()).toContain('40%')
  expect(text()).toContain('沿道路与水系划出单元')
  await act(async () => startUp.set({ phase: 'empty' }))
  expect(text()).toContain('还没有数据')
  expect(text()).toContain('wangge demo')
})

test('a problem is shown with its remedy', async () => {
  await act(async () =>
    report({
      problem: {
        type: '/problems/x',
        title: 'X',
        status: 422,
        detail: '120 户，少于 200 户',
        remedy: '合并相邻网格',
      },
    }),
  )
  expect(document.body.textContent).toContain('120 户，少于 200 户')
  expect(document.body.textContent).toContain('处理办法：合并相邻网格')
})
