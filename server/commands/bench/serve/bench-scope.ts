import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { DomainError } from '../../../platform/errors.ts'

type End = () => Promise<void> | void

const READY_MILLISECONDS = 60_000

/** Whatever a bench has started: ended in the reverse order, also when it fails or is interrupted. */
export class BenchScope {
  readonly #ends: End[] = []
  #isClosed = false

  /** Whether the user has interrupted: what fails from then on fails because of that. */
  get isClosed(): boolean {
    return this.#isClosed
  }

  /** @throws DomainError after the end, when nothing may begin any more; `end` is done then */
  async defer(end: End): Promise<void> {
    if (!this.#isClosed) this.#ends.push(end)
    else {
      await end()
      throw new DomainError('unavailable', 'The bench was interrupted.')
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true
    for (let end = this.#ends.pop(); end; end = this.#ends.pop()) await end()
  }

  /**
   * Starts a program with settings of its own beside ours, and goes on when it answers at `url`.
   *
   * `env`, because only config.ts reads the environment; it becomes the program, so its process is the program's.
   */
  async start(words: readonly string[], settings: Readonly<Record<string, string>>, url: string) {
    const assignments = Object.entries(settings).map(([name, value]) => `${name}=${value}`)
    const child = spawn('env', [...assignments, ...words], { stdio: ['ignore', 'ignore', 'pipe'] })
    await this.defer(() => end(child))
    let complaint = ''
    child.stderr.on('data', (text: Buffer) => {
      complaint = `${complaint}${text}`.slice(-2000)
    })
    await untilItAnswers(url, () => {
      if (hasEnded(child))
        throw new DomainError('unavailable', `${words.join(' ')} ended: ${complaint.trim()}`)
    })
  }
}

const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null

async function end(child: ChildProcess) {
  if (hasEnded(child) || child.pid === undefined) return
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  await gone
}

/** @param assertAlive throws when there is nothing to wait for */
async function untilItAnswers(url: string, assertAlive: () => void) {
  const latest = Date.now() + READY_MILLISECONDS
  for (;;) {
    assertAlive()
    try {
      const answer = await fetch(url)
      await answer.arrayBuffer()
      if (answer.ok) return
    } catch {
      // Nobody listens yet.
    }
    if (Date.now() > latest)
      throw new DomainError('unavailable', `${url} did not answer within ${READY_MILLISECONDS / 1000} s.`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** Runs a program to its end beside us (its load must not stand still while we do something) and returns what it printed. */
export async function output(program: string, words: readonly string[]): Promise<string> {
  const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'pipe'] })
  let [printed, complaint] = ['', '']
  child.stdout.on('data', (text: Buffer) => {
    printed += text
  })
  child.stderr.on('data', (text: Buffer) => {
    complaint += text
  })
  const [code] = (await once(child, 'close')) as [number | null]
  if (code !== 0)
    throw new DomainError('unavailable', `${program} ended with ${code}: ${`${complaint}${printed}`.trim()}`)
  return printed
}
