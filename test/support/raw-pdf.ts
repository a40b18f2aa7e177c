import { Buffer } from 'node:buffer';

/** PDFs written by hand, for what no library would write: broken, hostile, or with a text layer spoiled on purpose. */

type Part = string | Buffer;

/** A stream object; `entries` are those of its dictionary beside /Length. */
export const stream = (entries: string, data: Part): Buffer =>
  Buffer.concat([
    Buffer.from(`<< ${entries} /Length ${Buffer.from(data).length} >>\nstream\n`, 'latin1'),
    typeof data === 'string' ? Buffer.from(data, 'latin1') : data,
    Buffer.from('\nendstream'),
  ]);

/** A file of the given objects, numbered from 1; the first has to be the catalog. */
export function rawPdf(objects: Part[], trailer = ''): Buffer {
  const parts = [Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1')];
  let at = parts[0]!.length;
  const offsets = objects.map((object, i) => {
    const body = typeof object === 'string' ? Buffer.from(object, 'latin1') : object;
    const whole = Buffer.concat([Buffer.from(`${i + 1} 0 obj\n`), body, Buffer.from('\nendobj\n')]);
    const offset = at;
    parts.push(whole);
    at += whole.length;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  parts.push(
    Buffer.from(
      `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R ${trailer} >>\nstartxref\n${at}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}

const CATALOG = '<< /Type /Catalog /Pages 2 0 R >>';
const PAGES = '<< /Type /Pages /Kids [3 0 R] /Count 1 >>';

/** One A4 page with this content; object 5 is its XObject /Im, object 6 its font /F1 (see `textFont`). */
export function onePage(content: Part, image: Part = 'null', page = '', entries = ''): Buffer {
  const body = `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R ${page}
    /Resources << /XObject << /Im 5 0 R >> /Font << /F1 6 0 R >> >> >>`;
  return rawPdf([CATALOG, PAGES, body, stream(entries, content), image, ...textFont(6)]);
}

/** A font without glyphs whose codes are UTF-16 units: enough for a text layer that says what a test wants it to say. */
function textFont(first: number): Part[] {
  const ranges = ['<0000> <00ff> <0000>', '<0e00> <0eff> <0e00>', '<f000> <f0ff> <f000>', '<f700> <f7ff> <f700>'];
  const map = `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def /CMapType 2 def
    1 begincodespacerange <0000> <ffff> endcodespacerange ${ranges.length} beginbfrange ${ranges.join('\n')} endbfrange
    endcmap end end`;
  return [
    `<< /Type /Font /Subtype /Type0 /BaseFont /Plain /Encoding /Identity-H /DescendantFonts [${first + 1} 0 R] /ToUnicode ${first + 3} 0 R >>`,
    `<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Plain /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor ${first + 2} 0 R /DW 500 >>`,
    '<< /Type /FontDescriptor /FontName /Plain /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 900 /Descent -200 /CapHeight 700 /StemV 80 >>',
    stream('', map),
  ];
}

const hex = (text: string) =>
  [...Array(text.length).keys()].map((i) => text.charCodeAt(i).toString(16).padStart(4, '0')).join('');

/** Content that writes texts at places (points from the lower left corner); `mode` 3 is invisible. */
export const write = (texts: [x: number, y: number, text: string][], size = 16, mode = 0): string =>
  texts.map(([x, y, text]) => `BT /F1 ${size} Tf ${mode} Tr 1 0 0 1 ${x} ${y} Tm <${hex(text)}> Tj ET`).join('\n');

/** Such content turned by some degrees about the lower left corner. */
export function slanted(content: string, degrees: number): string {
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  return `q ${[cos, sin, -sin, cos, 0, 0].map((v) => v.toFixed(6)).join(' ')} cm ${content} Q`;
}

/** Content that spreads the image over an A4 page, or lays it down by another matrix. */
export const draw = (matrix = '595 0 0 842 0 0'): string => `q ${matrix} cm /Im Do Q`;

/** An image object. */
export const image = (
  width: number,
  height: number,
  filter: string,
  data: Part,
  space = '/DeviceRGB',
  bits = 8,
): Buffer =>
  stream(
    `/Type /XObject /Subtype /Image /Width ${width} /Height ${height} /BitsPerComponent ${bits} /ColorSpace ${space} /Filter ${filter}`,
    data,
  );
