import { describe, expect, it } from 'vitest';
import type { TextLine } from '../../../src/reading/recognise/baseline.js';
import { doubtful, readAgain } from '../../../src/reading/recognise/doubt.js';
import type { Page } from '../../../src/reading/recognise/layout.js';
import type { Reading } from '../../../src/reading/recognise/read-lines.js';

const white = { data: new Uint8Array(400 * 100).fill(255), width: 400, height: 100 };
const page = {
  planes: { body: white, grey: white, chroma: null },
  width: 400,
  height: 100,
  tangent: 0,
} as unknown as Page;

function reading(text: string, confidence: number, print = true, letters = 12): Reading {
  const place = {
    letters: Array(letters).fill({}),
    x0: 20,
    x1: 380,
    middle: 200,
    base: 60,
    slope: 0,
    curve: 0,
    xHeight: 15,
  };
  return { place: place as unknown as TextLine, line: { text, bbox: [0.05, 0.2, 0.95, 0.7], confidence }, print };
}
const reader = (text: string, confidence: number) => async () => ({
  read: async () => ({ text, confidence }),
  close: async () => {},
});

describe('doubtful', () => {
  const sure = reading('ขอแสดงความนับถือ', 0.99);
  it.each([
    ['a page that reads well', [sure, sure, reading('กขค', 0.5)], 0],
    ['a page of an unknown typeface', [sure, reading('กขค', 0.5), reading('งจฉ', 0.4, false), reading('ชซฌ', 0.6)], 3],
    [
      'scribbles of a few letters',
      [reading('ก', 0.3, false, 3), reading('ข', 0.3, false, 3), reading('ค', 0.3, false, 3)],
      0,
    ],
    ['an unsure Latin line', [sure, reading('www.moi.go.th/circular', 0.8)], 1],
    ['a sure Latin line', [sure, reading('www.moi.go.th/circular', 0.97)], 0],
    ['a page of noise', Array.from({ length: 200 }, () => reading('ก', 0.3, false)), 0],
  ])('%s', (_, readings, expected) => {
    expect(doubtful(readings)).toHaveLength(expected);
  });
});

describe('readAgain', () => {
  it('takes over a line that the network could not read, with little confidence', async () => {
    const doubt = reading('ฆฏ', 0.3, false);
    const { lines, warnings } = await readAgain(page, [doubt], reader('หนังสือเวียน', 0.9));
    expect(lines.get(doubt)?.line).toMatchObject({ text: 'หนังสือเวียน', confidence: 0.5 });
    expect(warnings).toEqual([]);
  });

  it('gives a number that only the second reader saw 0.3 at most, and warns', async () => {
    const doubt = reading('ฆฏ', 0.3, false);
    const { lines, warnings } = await readAgain(page, [doubt], reader('ลงวันที่ ๒๕ มกราคม ๒๕๒๕', 0.95));
    expect(lines.get(doubt)?.line.confidence).toBe(0.3);
    expect(warnings.map((w) => w.code)).toEqual(['number.second_opinion']);
  });

  it('never changes a number that the network read', async () => {
    const doubt = reading('moi0819@moi.go.th', 0.8);
    const { lines } = await readAgain(page, [doubt], reader('moi0213@moi.go.th', 0.95));
    expect(lines.size).toBe(0);
  });

  it('leaves a line alone that the second reader is not sure of', async () => {
    const { lines } = await readAgain(page, [reading('ฆฏ', 0.3, false)], reader('หนังสือ', 0.6));
    expect(lines.size).toBe(0);
  });

  it('goes on without a reader that cannot start, and warns', async () => {
    const fail = async () => {
      throw new Error('no model');
    };
    const { lines, warnings } = await readAgain(page, [reading('ฆฏ', 0.3, false)], fail);
    expect(lines.size).toBe(0);
    expect(warnings.map((w) => w.code)).toEqual(['second_opinion.unavailable']);
  });

  it('keeps what a reader said before it failed, and closes it', async () => {
    const doubts = [reading('ฆฏ', 0.3, false), reading('ฏฆ', 0.3, false)];
    let [asked, closed] = [0, 0];
    const open = async () => ({
      read: async () => {
        if (asked++) throw new Error('crashed');
        return { text: 'หนังสือเวียน', confidence: 0.9 };
      },
      close: async () => {
        closed++;
        throw new Error('already gone');
      },
    });
    const { lines, warnings } = await readAgain(page, doubts, open);
    expect([...lines.keys()]).toEqual([doubts[0]]);
    expect(warnings.map((w) => w.code)).toEqual(['second_opinion.unavailable']);
    expect(closed).toBe(1);
  });

  it('opens no reader where nothing is doubtful', async () => {
    const fail = async () => {
      throw new Error('opened');
    };
    await expect(readAgain(page, [], fail)).resolves.toMatchObject({ warnings: [] });
  });
});
