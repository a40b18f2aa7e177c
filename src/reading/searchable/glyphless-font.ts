/**
 * A TrueType font of two empty glyphs, for text that is there to be searched and not to be seen. It is written here table by table, so
 * that nothing has to be taken from elsewhere; what the letters are is said by the ToUnicode map of the font that embeds it.
 */

const UNITS_PER_EM = 1000;
export const ASCENT = 800;
export const DESCENT = -200;
/** Width of a letter; how it is stretched to the letter's place on the page is said with the text. */
export const WIDTH = 500;
const GLYPHS = 2;

type Field = [bytes: 2 | 4, value: number];
const short = (value: number): Field => [2, value & 0xffff];
const long = (value: number): Field => [4, value >>> 0];

function table(fields: Field[]): Buffer {
  const bytes = Buffer.alloc(fields.reduce((size, [length]) => size + length, 0));
  let at = 0;
  for (const [length, value] of fields) at = bytes.writeUIntBE(value, at, length);
  return bytes;
}

const shorts = (...values: number[]) => values.map(short);

const TABLES: [tag: string, bytes: Buffer][] = [
  // One empty segment: which code leads to which glyph is said by the PDF.
  ['cmap', table([...shorts(0, 1, 3, 1), long(12), ...shorts(4, 24, 0, 2, 2, 0, 0, 0xffff, 0, 0xffff, 1, 0)])],
  ['glyf', Buffer.alloc(4)],
  [
    'head',
    table([
      ...[long(0x10000), long(0x10000), long(0), long(0x5f0f3cf5), ...shorts(0, UNITS_PER_EM)],
      // Made and changed at no time in particular: the same bytes whenever it is written.
      ...[long(0), long(0), long(0), long(0)],
      ...shorts(0, DESCENT, WIDTH, ASCENT, 0, 8, 2, 0, 0),
    ]),
  ],
  ['hhea', table([long(0x10000), ...shorts(ASCENT, DESCENT, 0, WIDTH, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1)])],
  ['hmtx', table(shorts(WIDTH, 0, 0))],
  ['loca', table(shorts(0, 0, 0))],
  ['maxp', table([long(0x10000), ...shorts(GLYPHS, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0)])],
  ['post', table([long(0x30000), long(0), ...shorts(0, 0), long(1), long(0), long(0), long(0), long(0)])],
];

const padded = (bytes: Buffer) => Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);

function checksum(bytes: Buffer): number {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 4) sum = (sum + bytes.readUInt32BE(at)) >>> 0;
  return sum;
}

/** Where a whole font's checksum is made to come out as this number. */
const WHOLE = 0xb1b0afba;
const ADJUSTMENT_AT = 8;

/** The font file. */
export function glyphlessFont(): Buffer {
  const directory: Field[] = [long(0x10000), ...shorts(TABLES.length, 128, 3, TABLES.length * 16 - 128)];
  let at = 12 + TABLES.length * 16;
  let headAt = 0;
  for (const [tag, bytes] of TABLES) {
    if (tag === 'head') headAt = at;
    directory.push(long(Buffer.from(tag).readUInt32BE()), long(checksum(padded(bytes))), long(at), long(bytes.length));
    at += padded(bytes).length;
  }
  const font = Buffer.concat([table(directory), ...TABLES.map(([, bytes]) => padded(bytes))]);
  font.writeUInt32BE((WHOLE - checksum(font)) >>> 0, headAt + ADJUSTMENT_AT);
  return font;
}
