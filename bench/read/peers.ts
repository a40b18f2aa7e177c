import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
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
  version: string;
  /** Made outside the time that is taken. */
  prepare(images: readonly string[]): Promise<{ read(): Promise<string[]>; done(): Promise<void> }>;
}

/** Native Tesseract with its Thai model (Debian's is the "best" one, in whole numbers), `lanes` processes of one thread. */
function tesseract(version: string, lanes: number): Peer {
  return {
    name: 'Tesseract',
    version,
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
function ocrmypdf(version: string, jobs: number): Peer {
  return {
    name: 'OCRmyPDF',
    version,
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
  const says = async (command: string, ...args: string[]) => (await run(command, args).catch(() => null))?.stdout ?? '';
  const version = (await says('tesseract', '--version')).split('\n')[0]!.replace('tesseract ', '');
  if (/^tha$/m.test(await says('tesseract', '--list-langs'))) peers.push(tesseract(version, cores));
  else missing.push('native Tesseract or its Thai model is not installed (tesseract-ocr, tesseract-ocr-tha)');
  const own = (await says('ocrmypdf', '--version')).trim();
  if (own && peers.length) peers.push(ocrmypdf(`${own} on Tesseract ${version}`, cores));
  else missing.push('OCRmyPDF is not installed (ocrmypdf)');
  return { peers, missing };
}

/**
 * What `peer` reads on the pictures. With `kept`, a folder, what this version of it has read before on a picture is taken from there:
 * its texts stay the same while our reader changes, and cost hours.
 */
export async function readWith(peer: Peer, images: readonly string[], kept?: string): Promise<string[]> {
  const places = await Promise.all(images.map((image) => kept && placeOf(kept, peer, image)));
  const texts = await Promise.all(places.map((place) => place && readFile(place, 'utf8').catch(() => null)));
  const left = images.flatMap((image, at) =>
    typeof texts[at] === 'string' && texts[at] !== '' ? [] : [{ image, at }],
  );
  // Some at a time, so that a run that is broken off keeps what it has.
  const step = kept ? 8 : left.length;
  for (let from = 0; from < left.length; from += step) {
    const some = left.slice(from, from + step);
    const job = await peer.prepare(some.map(({ image }) => image));
    const read = await job.read().finally(() => job.done());
    for (const [i, { at }] of some.entries()) {
      texts[at] = read[i]!;
      if (places[at]) await writeFile(places[at], read[i]!);
    }
  }
  return texts.map((text) => text || '');
}

async function placeOf(folder: string, { name, version }: Peer, image: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const hash = createHash('sha256').update(`${name} ${version}\n`);
  return join(folder, `${hash.update(await readFile(image)).digest('hex')}.txt`);
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
