/**
 * Completes package-lock.json: a registry that mirrors packages of some platforms only makes `npm install` leave the
 * others out of the lock, and `npm ci` then refuses it everywhere. Run it after `npm install`; it changes nothing when
 * nothing is missing.
 */
import { readFileSync, writeFileSync } from 'node:fs'

const OPERATING_SYSTEMS = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32']
const PROCESSORS = ['arm64', 'arm', 'ia32', 'ppc64', 'riscv64', 's390x', 'x64']

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'))
const added = []
for (const [path, about] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(about.optionalDependencies ?? {})) {
    if (isLocked(path, name) || !/^\d+\.\d+\.\d+\S*$/.test(version)) continue
    const words = name.split('/').at(-1).split('-')
    const os = words.find((word) => OPERATING_SYSTEMS.includes(word))
    const cpu = words.find((word) => PROCESSORS.includes(word))
    if (!os || !cpu) continue
    const libc = words.includes('musl') ? ['musl'] : words.includes('gnu') ? ['glibc'] : undefined
    lock.packages[`node_modules/${name}`] = {
      version,
      cpu: [cpu],
      ...(about.dev ? { dev: true } : {}),
      ...(os === 'linux' && libc ? { libc } : {}),
      optional: true,
      os: [os],
    }
    added.push(name)
  }
}

function isLocked(path, name) {
  return `${path}/node_modules/${name}` in lock.packages || `node_modules/${name}` in lock.packages
}

lock.packages = Object.fromEntries(
  Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)),
)
writeFileSync('package-lock.json', `${JSON.stringify(lock, null, 2)}\n`)
process.stdout.write(`${added.length} optional packages completed\n`)
