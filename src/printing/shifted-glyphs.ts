/**
 * Marks over and under Thai letters stand a little aside or higher after some letters. Were the pen moved for it, programs that copy text
 * out would take the move for a blank (ดื่ ม). So the embedded font gets a glyph of its own for each mark at each place: the old one, moved.
 */

export interface Shift {
  glyph: number;
  dx: number;
  dy: number;
}

/** OpenType `glyf`: the arguments are words, and they are a place. */
const WORDS_AS_PLACE = 0x0003;
const COMPOSITE = -1;
/** A glyph's head (contours, box) and one component. */
const COMPOSITE_BYTES = 18;

/** A TrueType font with glyphs put behind its own, in the order given; tables that lay out text are left out. */
export function withShifted(font: Buffer, shifts: readonly Shift[]): Buffer {
  const tables = tablesOf(font);
  const of = (tag: string) => Buffer.from(tables.get(tag)!);
  const [head, hhea, maxp, hmtx, loca, glyf] = ['head', 'hhea', 'maxp', 'hmtx', 'loca', 'glyf'].map(of) as [
    Buffer,
    Buffer,
    Buffer,
    Buffer,
    Buffer,
    Buffer,
  ];
  const count = maxp.readUInt16BE(4);
  const measured = hhea.readUInt16BE(34);
  const long = head.readInt16BE(50) === 1;
  const starts = Array.from({ length: count + 1 }, (_, n) =>
    long ? loca.readUInt32BE(4 * n) : loca.readUInt16BE(2 * n) * 2,
  );
  const metric = (glyph: number): [advance: number, bearing: number] => {
    const last = Math.min(glyph, measured - 1);
    const bearing = glyph < measured ? 4 * glyph + 2 : 4 * measured + 2 * (glyph - measured);
    return [hmtx.readUInt16BE(4 * last), hmtx.readInt16BE(bearing)];
  };
  const outlines = [glyf];
  const metrics = Array.from({ length: count }, (_, glyph) => metric(glyph));
  let at = glyf.length;
  for (const { glyph, dx, dy } of shifts) {
    const outline = Buffer.alloc(COMPOSITE_BYTES + 2);
    const box = glyf.subarray(starts[glyph]! + 2, starts[glyph]! + 10);
    for (const [n, value] of [COMPOSITE, ...moved(box, dx, dy), WORDS_AS_PLACE, glyph, dx, dy].entries()) {
      outline.writeInt16BE(value, 2 * n);
    }
    outlines.push(outline);
    at += outline.length;
    starts.push(at);
    const [advance, bearing] = metric(glyph);
    metrics.push([advance, bearing + dx]);
  }
  head.writeInt16BE(1, 50);
  maxp.writeUInt16BE(metrics.length, 4);
  // One component, and glyphs that are themselves put together below it.
  maxp.writeUInt16BE(Math.max(1, maxp.readUInt16BE(28)), 28);
  maxp.writeUInt16BE(maxp.readUInt16BE(30) + 1, 30);
  hhea.writeUInt16BE(metrics.length, 34);
  const places = Buffer.alloc(4 * starts.length);
  for (const [n, start] of starts.entries()) places.writeUInt32BE(start, 4 * n);
  const widths = Buffer.alloc(4 * metrics.length);
  for (const [n, [advance, bearing]] of metrics.entries()) {
    widths.writeUInt16BE(advance, 4 * n);
    widths.writeInt16BE(bearing, 4 * n + 2);
  }
  const kept = ['cvt ', 'fpgm', 'prep'].flatMap((tag): [string, Buffer][] => (tables.has(tag) ? [[tag, of(tag)]] : []));
  return written([
    ...kept,
    ['glyf', Buffer.concat(outlines)],
    ['head', head],
    ['hhea', hhea],
    ['hmtx', widths],
    ['loca', places],
    ['maxp', maxp],
  ]);
}

/** A glyph's box [xMin, yMin, xMax, yMax], moved. */
function moved(box: Buffer, dx: number, dy: number): number[] {
  return [dx, dy, dx, dy].map((by, n) => box.readInt16BE(2 * n) + by);
}

const HEAD = 12;
const LINE = 16;

function tablesOf(font: Buffer): Map<string, Buffer> {
  const tables = new Map<string, Buffer>();
  for (let n = 0; n < font.readUInt16BE(4); n++) {
    const line = HEAD + LINE * n;
    const start = font.readUInt32BE(line + 8);
    tables.set(font.toString('latin1', line, line + 4), font.subarray(start, start + font.readUInt32BE(line + 12)));
  }
  return tables;
}

/** A font file of these tables, in the order of their names. */
export function written(tables: readonly [tag: string, data: Buffer][]): Buffer {
  const sorted = [...tables].sort(([a], [b]) => (a < b ? -1 : 1));
  const directory = Buffer.alloc(HEAD + LINE * sorted.length);
  directory.writeUInt32BE(0x10000, 0);
  const log = Math.floor(Math.log2(sorted.length));
  const range = 2 ** log * LINE;
  for (const [n, value] of [sorted.length, range, log, sorted.length * LINE - range].entries()) {
    directory.writeUInt16BE(value, 4 + 2 * n);
  }
  const parts: Buffer[] = [directory];
  let at = directory.length;
  for (const [n, [tag, data]] of sorted.entries()) {
    const padded = Buffer.concat([data, Buffer.alloc((4 - (data.length % 4)) % 4)]);
    const line = HEAD + LINE * n;
    directory.write(tag, line, 'latin1');
    for (const [m, value] of [checksum(padded), at, data.length].entries()) {
      directory.writeUInt32BE(value, line + 4 + 4 * m);
    }
    parts.push(padded);
    at += padded.length;
  }
  return Buffer.concat(parts);
}

function checksum(bytes: Buffer): number {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 4) sum = (sum + bytes.readUInt32BE(at)) >>> 0;
  return sum;
}
