import type { Inspection } from '../../schemas/page.js';
import { WianError } from '../shared/errors.js';

export type FileType = Inspection['type'];

/** How many bytes at the front decide the type; PDF readers look for `%PDF-` in the first kilobyte. */
export const SNIFF_BYTES = 4096;

const ascii = (bytes: Uint8Array, start: number, end: number) =>
  Buffer.from(bytes.subarray(start, end)).toString('latin1');

/** Types told by their first bytes. */
const MAGIC: readonly { type: FileType; is: (b: Uint8Array) => boolean }[] = [
  { type: 'png', is: (b) => ascii(b, 0, 8) === '\x89PNG\r\n\x1a\n' },
  { type: 'jpeg', is: (b) => b[0] === 0xff && b[1] === 0xd8 && b[2] === 0xff },
  { type: 'tiff', is: (b) => ['II*\0', 'MM\0*', 'II+\0', 'MM\0+'].includes(ascii(b, 0, 4)) },
  { type: 'webp', is: (b) => ascii(b, 0, 4) === 'RIFF' && ascii(b, 8, 12) === 'WEBP' },
];

/** Text by its characters, but made to be shown by another program, not to be read as it stands. */
const MARKUP = /^\s{0,64}(?:<\?xml|<!doctype|<html|\{\\rtf|%!PS)/i;

const UTF16_MARKS = [
  [0xff, 0xfe],
  [0xfe, 0xff],
] as const;

/** True where the bytes begin with a UTF-16 byte order mark. */
export const isUtf16 = (bytes: Uint8Array) => UTF16_MARKS.some(([a, b]) => bytes[0] === a && bytes[1] === b);

/** No binary file lacks control characters for long; text has only tab, line feed, form feed, carriage return, escape. */
function looksLikeText(head: Uint8Array): boolean {
  if (isUtf16(head)) return true;
  let controls = 0;
  for (const byte of head) {
    if (byte === 0) return false;
    if ((byte < 0x20 && ![0x09, 0x0a, 0x0c, 0x0d, 0x1a, 0x1b].includes(byte)) || byte === 0x7f) controls++;
  }
  return controls * 200 <= head.length;
}

/**
 * The type of a file by its content, never by its name.
 * @param head the first `SNIFF_BYTES` bytes, or all of a shorter file
 * @throws WianError `file.empty` for no bytes, `file.unsupported` for anything wian does not read
 */
export function fileType(head: Uint8Array): FileType {
  if (head.length === 0) throw new WianError('file.empty');
  const known = MAGIC.find(({ is }) => is(head));
  if (known) return known.type;
  // A ZIP may hold a PDF, whose header then stands in its first kilobyte: the ZIP's own mark goes first.
  if (ascii(head, 0, 2) === 'PK') throw new WianError('file.unsupported', 'ZIP');
  if (ascii(head, 0, 1024).includes('%PDF-')) return 'pdf';
  if (MARKUP.test(ascii(head, 0, 256)) || !looksLikeText(head)) throw new WianError('file.unsupported');
  return 'text';
}
