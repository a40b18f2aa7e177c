import type { Line } from '../../../schemas/page.js';
import type { LineReader } from '../second-opinion.js';
import type { Page } from './layout.js';
import { boxOf, type Reading, type ReadLine } from './read-lines.js';
import { cutStrip } from './strip.js';

/** A line is line-like from this many letters on; emblems and signatures have fewer in a row. */
const LETTERS = 6;
const UNSURE = 0.7;
/** So many unsure lines, and such a share of the page's, mean a typeface that the network does not know. */
const MANY = 3;
const SHARE = 0.3;
/** More doubtful lines than a page has: noise. */
const MOST = 80;
const UNSURE_LATIN = 0.9;
/** What the second reader says must be surer than this; what is taken over never counts as surer than the second. */
const ACCEPTED = 0.75;
const TRUSTED = 0.5;
const TRUSTED_NUMBER = 0.3;

type Warnings = { code: string; field: string | null; message: string }[];

/** The lines of a page that a second reader should look at. */
export function doubtful(readings: Reading[]): Reading[] {
  const lineLike = readings.filter((r) => r.place.letters.length >= LETTERS);
  const unsure = lineLike.filter((r) => r.line.confidence < UNSURE);
  const unknownFace = unsure.length >= MANY && unsure.length >= lineLike.length * SHARE;
  const latin = lineLike.filter((r) => isLatin(r.line.text) && r.line.confidence < UNSURE_LATIN);
  const doubts = [...new Set([...(unknownFace ? unsure : []), ...latin])];
  return doubts.length > MOST ? [] : doubts;
}

/**
 * Reads doubtful lines again with another reader. Numbers that the network read stay as they are: a line whose numbers the second
 * reader sees otherwise is left alone. A line that the network could not read at all is taken over with little confidence, less where
 * it holds a number, and the page then warns of it. A reader that cannot start or fails costs its opinion alone: the page warns of that.
 */
export async function readAgain(
  page: Page,
  doubts: Reading[],
  open: () => Promise<LineReader>,
): Promise<{ lines: Map<Reading, ReadLine>; warnings: Warnings }> {
  const lines = new Map<Reading, ReadLine>();
  const warnings: Warnings = [];
  if (!doubts.length) return { lines, warnings };
  let reader: LineReader | undefined;
  try {
    reader = await open();
    for (const doubt of doubts) {
      const second = await reader.read(cutStrip(page.planes.body, doubt.place, page.tangent));
      if (second.confidence < ACCEPTED || second.confidence <= doubt.line.confidence || second.text.length < 3)
        continue;
      const numbers = digits(second.text);
      if (doubt.print && digits(doubt.line.text) !== numbers) continue;
      const alone = !doubt.print && numbers !== '';
      const most = alone ? TRUSTED_NUMBER : TRUSTED;
      const line: Line = {
        text: second.text,
        bbox: boxOf(page, doubt.place),
        confidence: Math.min(most, second.confidence),
      };
      lines.set(doubt, { place: doubt.place, line });
      if (alone && !warnings.length) {
        warnings.push({
          code: 'number.second_opinion',
          field: null,
          message: 'ตัวเลขบางตัวในหน้านี้อ่านได้จากตัวอ่านสำรองเท่านั้น โปรดเทียบกับต้นฉบับ',
        });
      }
    }
  } catch {
    // What was read so far stands: the page is worth more than the second opinion on some of its lines.
    warnings.push({
      code: 'second_opinion.unavailable',
      field: null,
      message: 'ตัวอ่านสำรองใช้ไม่ได้ บางบรรทัดในหน้านี้จึงอ่านได้ไม่แน่นอน โปรดเทียบกับต้นฉบับ',
    });
  } finally {
    await reader?.close().catch(() => {});
  }
  return { lines, warnings };
}

const digits = (text: string) => (text.match(/[0-9๐-๙]+/g) ?? []).join(' ');

const isLatin = (text: string) => {
  const latin = text.match(/[a-z]/gi)?.length ?? 0;
  const thai = text.match(/[\u0e01-\u0e2e]/g)?.length ?? 0;
  return latin >= LETTERS && latin > thai * 4;
};
