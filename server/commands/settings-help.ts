import { ConfigSchema } from '../config.ts'

/** The settings of the environment, as `wangge --help` ends with them. */
export function settingsHelp(): string {
  const lines = Object.entries(ConfigSchema.properties).map(([name, setting]) => {
    const { description, default: fallback } = setting as { description?: string; default?: unknown }
    return `  ${name.padEnd(22)}${description}${fallback === undefined || fallback === '' ? '' : ` (${fallback})`}`
  })
  return `\nSettings, from the environment (default in parentheses):\n${lines.join('\n')}\n`
}
