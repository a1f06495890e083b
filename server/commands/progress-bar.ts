/** A progress bar on a terminal, and none in a pipe. */
import { Presets, SingleBar } from 'cli-progress'

export type Progress = { show: (share: number, step: string) => void; stop: () => void }

const STEPS: Record<string, string> = {
  'import.read': '读取 reading',
  'import.validate': '校验 validating',
  'import.place': '归属 placing',
  'import.store': '入库 storing',
  'units.build': '生成单元 building units',
  'plan.balance': '均衡网格 balancing grids',
  'plan.publish': '发布 publishing',
  'export.tiles': '导出切片 exporting tiles',
}

export function openProgress(): Progress {
  if (!process.stderr.isTTY) return { show: () => {}, stop: () => {} }
  const bar = new SingleBar(
    { format: '{bar} {percentage}% {step}', stream: process.stderr, hideCursor: true, clearOnComplete: true },
    Presets.shades_classic,
  )
  bar.start(100, 0, { step: '' })
  return {
    show: (share, step) => bar.update(Math.round(share * 100), { step: STEPS[step] ?? step }),
    stop: () => bar.stop(),
  }
}
