import type { Config } from '../../config.ts'
import { STOP_SIGNALS, serve } from '../../main.ts'
import type { Services } from '../../platform/services.ts'
import type { Start } from './share-port.ts'

type Prepare = (services: Services, address: string) => Promise<void>

/** One of the processes that share the port: asks the primary what to start with, tells it the address, and ends when told. */
export async function serveAsWorker(config: Config, prepare: Prepare): Promise<void> {
  // A terminal or a service manager signals all processes at once; the primary says when to stop.
  for (const signal of STOP_SIGNALS) process.on(signal, () => {})
  const { start, stopped } = askPrimary()
  try {
    const { sessionSecret, port, isFirst } = await start
    const options = { sessionSecret, stopped, ...(isFirst ? { prepare } : {}) }
    const { address } = await serve({ ...config, WANGGE_PORT: port }, options)
    process.send?.({ address })
  } catch (error) {
    // The channel alone would keep a process that failed.
    process.channel?.unref()
    throw error
  }
}

function askPrimary(): { start: Promise<Start>; stopped: Promise<void> } {
  const told = <T>(read: (message: Start | 'stop', resolve: (value: T) => void) => void) =>
    new Promise<T>((resolve) => process.on('message', (message: Start | 'stop') => read(message, resolve)))
  const start = told<Start>((message, resolve) => message !== 'stop' && resolve(message))
  const stopped = told<void>((message, resolve) => message === 'stop' && resolve())
  process.send?.('ask')
  return { start, stopped }
}
