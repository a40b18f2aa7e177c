import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PDFDocument, PDFName } from 'pdf-lib';
import sharp from 'sharp';

const run = promisify(execFile);
const MUCH = 2 ** 28;

/** Another program that reads page pictures; as many texts come back as pictures went in. */
export interface Peer {
  name: string;
  /** Made outside the time that is taken. */
  prepare(images: readonly string[]): Promise<{ read(): Promise<string[]>; done(): Promise<void> }>;
}

/** Native Tesseract with its Thai model (Debian's is the "best" one, in whole numbers), `lanes` processes of one thread. */
export function tesseract(lanes: number): Peer {
  return {
    name: 'Tesseract',
    async prepare(images) {
      const read = async () => {
        const texts: string[] = images.map(() => '');
        const rest = images.map((image, at) => ({ image, at }));
        const lane = async () => {
          for (let next = rest.shift(); next; next = rest.shift()) {
            const args = [next.image, '-', '-l', 'tha', '--oem', '1', '--psm', '4'];
            const env = { ...process.env, OMP_THREAD_LIMIT: '1' };
            // A picture that it refuses is a page unread, not the end of the measurement.
            const { stdout } = await run('tesseract', args, { env, maxBuffer: MUCH }).catch(() => ({ stdout: '' }));
            texts[next.at] = stdout;
          }
        };
        await Promise.all(Array.from({ length: lanes }, lane));
        return texts;
      };
      return { read, done: async () => undefined };
    },
  };
}

/** OCRmyPDF on one PDF of all pictures, turning and straightening pages, which it does not do unasked. */
export function ocrmypdf(jobs: number): Peer {
  return {
    name: 'OCRmyPDF',
    async prepare(images) {
      const folder = await mkdtemp(join(tmpdir(), 'wian-ocrmypdf-'));
      const [source, sidecar, out] = ['in.pdf', 'text.txt', 'out.pdf'].map((name) => join(folder, name));
      await writeFile(source!, await picturePdf(images));
      const read = async () => {
        const how = ['-l', 'tha', '--jobs', `${jobs}`, '--rotate-pages', '--deskew', '--output-type', 'pdf', '-O', '0'];
        await run('ocrmypdf', [...how, '--sidecar', sidecar!, source!, out!], { maxBuffer: MUCH });
        const texts = (await readFile(sidecar!, 'utf8')).split('\f');
        return images.map((_, at) => texts[at] ?? '');
      };
      return { read, done: () => rm(folder, { recursive: true, force: true }) };
    },
  };
}

/** The peers that are installed, and a word on each that is not. */
export async function installedPeers(cores: number): Promise<{ peers: Peer[]; missing: string[] }> {
  const missing: string[] = [];
  const peers: Peer[] = [];
  const languages = await run('tesseract', ['--list-langs']).catch(() => ({ stdout: '' }));
  if (/^tha$/m.test(languages.stdout)) peers.push(tesseract(cores));
  else missing.push('native Tesseract or its Thai model is not installed (tesseract-ocr, tesseract-ocr-tha)');
  const version = await run('ocrmypdf', ['--version']).catch(() => null);
  if (version && peers.length) peers.push(ocrmypdf(cores));
  else missing.push('OCRmyPDF is not installed (ocrmypdf)');
  return { peers, missing };
}

/** What `peer` reads on the pictures. */
export async function readWith(peer: Peer, images: readonly string[]): Promise<string[]> {
  if (images.length === 0) return [];
  const job = await peer.prepare(images);
  try {
    return await job.read();
  } finally {
    await job.done();
  }
}

/** One PDF whose pages are the pictures as they are: the compressed data of a PNG are those of a PDF image. */
export async function picturePdf(images: readonly string[]): Promise<Uint8Array> {
  const pdf = await PDFDocument.create({ updateMetadata: false });
  for (const image of images) {
    const { width, height, density = 72, format, channels } = await sharp(image).metadata();
    const bytes = format === 'jpeg' ? await readFile(image) : null;
    const picture = bytes ? (await pdf.embedJpg(bytes)).ref : embedPng(pdf, await plainPng(image), channels);
    const size: [number, number] = [(width * 72) / density, (height * 72) / density];
    const page = pdf.addPage(size);
    page.node.setXObject(PDFName.of('Im0'), picture);
    const draw = pdf.context.stream(`q ${size[0]} 0 0 ${size[1]} 0 0 cm /Im0 Do Q`);
    page.node.set(PDFName.of('Contents'), pdf.context.register(draw));
  }
  return pdf.save({ useObjectStreams: false });
}

/** The picture as a PNG of 8 bits a sample, without palette, interlacing and alpha. */
const plainPng = (image: string) => sharp(image).removeAlpha().png({ compressionLevel: 1, palette: false }).toBuffer();

function embedPng(pdf: PDFDocument, png: Buffer, channels: number) {
  const parts: Buffer[] = [];
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') parts.push(png.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  const [width, height, bits, type] = [png.readUInt32BE(16), png.readUInt32BE(20), png[24]!, png[25]!];
  if (bits !== 8 || (type !== 0 && type !== 2)) throw new Error(`a PNG of type ${type} with ${channels} channels`);
  const colours = type === 0 ? 1 : 3;
  const stream = pdf.context.stream(new Uint8Array(Buffer.concat(parts)), {
    Type: 'XObject',
    Subtype: 'Image',
    Width: width,
    Height: height,
    BitsPerComponent: 8,
    ColorSpace: colours === 1 ? 'DeviceGray' : 'DeviceRGB',
    Filter: 'FlateDecode',
    DecodeParms: { Predictor: 15, Colors: colours, BitsPerComponent: 8, Columns: width },
  });
  return pdf.context.register(stream);
}
