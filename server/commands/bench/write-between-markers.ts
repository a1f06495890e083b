import { readFileSync, writeFileSync } from 'node:fs'
import { invalidRequest } from '../../platform/errors.ts'

/**
 * Puts a text between `<!-- NAME -->` and `<!-- /NAME -->` of a file, instead of what is there.
 *
 * @throws DomainError when the markers are not there
 */
export function writeBetweenMarkers(path: string, name: string, text: string): void {
  const [opening, closing] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
  const content = read(path)
  const start = content.indexOf(opening)
  const end = content.indexOf(closing, start)
  if (start === -1 || end === -1)
    throw invalidRequest(
      'readme',
      `${path} has no lines ${opening} and ${closing}: the table goes between them.`,
    )
  writeFileSync(path, `${content.slice(0, start + opening.length)}\n\n${text}\n\n${content.slice(end)}`)
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw invalidRequest('readme', `${path} cannot be read: ${(error as Error).message}.`)
  }
}
