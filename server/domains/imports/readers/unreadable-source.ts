/** A file that cannot be read as a whole; the message says what is wrong, the remedy what to do. */
export class UnreadableSource extends Error {
  override name = 'UnreadableSource'
  readonly remedy: string

  constructor(message: string, remedy: string) {
    super(message)
    this.remedy = remedy
  }
}

/** Whatever a library throws while reading becomes one kind of error that names the file's format. */
export function unreadable(format: string, error: unknown, remedy: string): UnreadableSource {
  if (error instanceof UnreadableSource) return error
  const reason = error instanceof Error ? error.message : String(error)
  return new UnreadableSource(`The file is not readable as ${format}: ${reason}`, remedy)
}
