/** How a group 4 fax image is to be shown. */
export interface FaxImage {
  data: Buffer;
  width: number;
  height: number;
  /** Whether what is coded as black is shown as white. */
  inverted: boolean;
}

const SHORT = 3;
const LONG = 4;

/**
 * The data of a group 4 fax (ITU-T T.6) as a TIFF file of one strip (TIFF 6.0, sections 3 and 11), which image libraries decode. pdf.js has
 * a decoder of its own, which takes 17 MB anew for each document.
 */
export function faxTiff({ data, width, height, inverted }: FaxImage): Buffer {
  const fields: [tag: number, type: number, value: number][] = [
    [256, LONG, width],
    [257, LONG, height],
    [258, SHORT, 1],
    [259, SHORT, 4],
    [262, SHORT, inverted ? 1 : 0],
    [273, LONG, 0],
    [277, SHORT, 1],
    [278, LONG, height],
    [279, LONG, data.length],
  ];
  const directory = 8;
  const start = directory + 2 + fields.length * 12 + 4;
  const head = Buffer.alloc(start);
  head.write('II*\0', 0, 'latin1');
  head.writeUInt32LE(directory, 4);
  head.writeUInt16LE(fields.length, directory);
  for (const [i, [tag, type, value]] of fields.entries()) {
    const at = directory + 2 + i * 12;
    head.writeUInt16LE(tag, at);
    head.writeUInt16LE(type, at + 2);
    head.writeUInt32LE(1, at + 4);
    head.writeUInt32LE(tag === 273 ? start : value, at + 8);
  }
  return Buffer.concat([head, data]);
}
