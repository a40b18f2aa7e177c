import { type PDFContext, type PDFObject, PDFRawStream, PDFRef } from 'pdf-lib';

/** Where the newest table of a PDF's objects lies, and whether it is one of the compressed kind; null where there is none to build on. */
export interface Table {
  at: number;
  compressed: boolean;
}

const TAIL_BYTES = 2048;

export function tableOf(original: Buffer): Table | null {
  if (original.toString('latin1', 0, 5) !== '%PDF-') return null;
  const tail = original.toString('latin1', Math.max(0, original.length - TAIL_BYTES));
  const at = Number([...tail.matchAll(/startxref\s+(\d{1,10})\s+%%EOF/g)].at(-1)?.[1] ?? Number.NaN);
  const head = at < original.length ? original.toString('latin1', at, at + 40) : '';
  if (/^xref\s/.test(head)) return { at, compressed: false };
  return /^\d+\s+\d+\s+obj\s*<</.test(head) ? { at, compressed: true } : null;
}

function bytesOf(object: PDFObject): Buffer {
  const bytes = Buffer.alloc(object.sizeInBytes());
  object.copyBytesInto(bytes, 0);
  return bytes;
}

/**
 * The original with these objects behind it, new or in place of those it had, as PDF writes a later version of a file: not a byte of
 * the original changes. The new table is of the kind the original has, since some readers take no others.
 */
export function appended(original: Buffer, table: Table, context: PDFContext, refs: readonly PDFRef[]): Buffer {
  const parts = [original, Buffer.from('\n')];
  let at = original.length + 1;
  const places = new Map<PDFRef, number>();
  const add = (ref: PDFRef, object: PDFObject) => {
    const head = Buffer.from(`${ref.objectNumber} ${ref.generationNumber} obj\n`);
    const whole = Buffer.concat([head, bytesOf(object), Buffer.from('\nendobj\n')]);
    places.set(ref, at);
    parts.push(whole);
    at += whole.length;
  };
  for (const ref of refs) add(ref, context.lookup(ref)!);
  const { Root, Info, ID } = context.trailerInfo;
  const entries = { Root, ...(Info && { Info }), ...(ID && { ID }), Prev: table.at };
  if (table.compressed) {
    const self = PDFRef.of(context.largestObjectNumber + 1);
    places.set(self, at);
    const listed = inOrder(places);
    const dict = context.obj({
      ...entries,
      Type: 'XRef',
      Size: self.objectNumber + 1,
      W: [1, 4, 2],
      Index: listed.flatMap(([ref]) => [ref.objectNumber, 1]),
    });
    const rows = Buffer.concat(listed.map(([ref, place]) => row(ref, place)));
    const from = at;
    add(self, PDFRawStream.of(dict, rows));
    parts.push(Buffer.from(`startxref\n${from}\n%%EOF\n`));
  } else {
    const rows = inOrder(places).map(([ref, place]) => {
      const [offset, generation] = [String(place).padStart(10, '0'), String(ref.generationNumber).padStart(5, '0')];
      return `${ref.objectNumber} 1\n${offset} ${generation} n \n`;
    });
    const trailer = bytesOf(context.obj({ ...entries, Size: context.largestObjectNumber + 1 })).toString('latin1');
    parts.push(Buffer.from(`xref\n${rows.join('')}trailer\n${trailer}\nstartxref\n${at}\n%%EOF\n`, 'latin1'));
  }
  return Buffer.concat(parts);
}

const inOrder = (places: ReadonlyMap<PDFRef, number>) =>
  [...places].sort(([a], [b]) => a.objectNumber - b.objectNumber);

function row(ref: PDFRef, place: number): Buffer {
  const bytes = Buffer.alloc(7, 1);
  bytes.writeUInt32BE(place, 1);
  bytes.writeUInt16BE(ref.generationNumber, 5);
  return bytes;
}
