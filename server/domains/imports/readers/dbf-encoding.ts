import { guessEncoding, knownEncoding } from './read-bytes.ts'

/** Language driver byte of a dBASE table → encoding, for those that are trustworthy; the Windows "ANSI" one (0x57) says nothing. */
const BY_LANGUAGE_DRIVER: Record<number, string> = {
  1: 'cp437',
  2: 'cp850',
  3: 'cp1252',
  19: 'cp932',
  38: 'cp866',
  77: 'gb18030',
  78: 'cp949',
  79: 'cp950',
  80: 'cp874',
  100: 'cp852',
  101: 'cp866',
  120: 'cp950',
  121: 'cp949',
  122: 'gb18030',
  123: 'cp932',
  124: 'cp874',
  200: 'cp1250',
  201: 'cp1251',
  202: 'cp1254',
  203: 'cp1253',
}

/**
 * The encoding of an attribute table: declared, else by its .cpg file, else by its language driver byte, else UTF-8 if the bytes are valid
 * UTF-8 and GBK if not. A .cpg that says UTF-8 over bytes that are not is not believed: Chinese software writes such pairs.
 */
export function dbfEncoding(evidence: {
  declared?: string | undefined
  cpg?: string | undefined
  languageDriver: number
  sample: Uint8Array
}): string {
  if (evidence.declared) {
    const declared = knownEncoding(evidence.declared)
    if (declared) return declared
  }
  const cpg = evidence.cpg ? knownEncoding(evidence.cpg) : undefined
  if (cpg && !/^utf-?8$/i.test(cpg)) return cpg
  if (cpg) return guessEncoding(evidence.sample)
  return BY_LANGUAGE_DRIVER[evidence.languageDriver] ?? guessEncoding(evidence.sample)
}
