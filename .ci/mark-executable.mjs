/** `npx wangge` runs the built command itself: it must be executable. */
import { chmodSync } from 'node:fs'

chmodSync('dist/server/commands/wangge.js', 0o755)
