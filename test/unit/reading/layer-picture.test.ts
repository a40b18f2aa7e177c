import { describe, expect, it } from 'vitest';
import { type Context, setType } from '../../../fixtures/make/paper.js';
import { checkOnPicture } from '../../../src/reading/layer-picture.js';
import { withPdf } from '../../../src/reading/pdf-document.js';
import { readTextLayer } from '../../../src/reading/text-layer.js';
import { drawnPdf } from '../../support/drawn-pdf.js';

const limits = { maxFileBytes: 1e8, maxPages: 50, maxPixels: 20_000_000 };

const LETTER = [
  'ที่ มท ๐๘๑๖.๓/ว ๑๔๕๗๙',
  '๒๗ มกราคม ๒๕๖๘',
  'เรื่อง การประชุมชี้แจงแนวทางการดำเนินงานประจำปี ๒๕๖๘',
  'ตามหนังสือที่อ้างถึง ขอให้หน่วยงานในพื้นที่ดำเนินการให้แล้วเสร็จ',
  'และรายงานผลให้ทราบภายในวันที่ ๓๐ เมษายน ๒๕๖๘ ต่อไป',
];

const write = (pen: Context, lines: readonly string[] = LETTER) => {
  setType(pen, 16);
  for (const [i, line] of lines.entries()) pen.fillText(line, 70, 80 + i * 26);
};

async function check(draw: (pen: Context) => void, change?: (char: string) => string) {
  return withPdf(await drawnPdf(draw, change), limits, async ({ document }) => {
    const page = await document.getPage(1);
    const { distrust, lines } = await checkOnPicture(page, await readTextLayer(page));
    return { distrust, texts: lines.map(({ text }) => text) };
  });
}

/** The character so many places on among those that are given. */
const moved = (among: string, by: number) => (char: string) => {
  const at = among.indexOf(char);
  return at < 0 ? char : among[(at + by) % among.length]!;
};

describe('checkOnPicture', () => {
  it('believes a layer that says what stands on the page', async () => {
    expect(await check(write)).toEqual({ distrust: [], texts: LETTER });
  });

  it('believes the layer of a form that is dotted leaders for the most part', async () => {
    const form = LETTER.map((line) => `${line.slice(0, 12)}${'.'.repeat(80)}`);
    expect((await check((pen) => write(pen, form))).distrust).toEqual([]);
  });

  it.each(['#c00000', '#1040d0'])('believes text in ink of the colour %s', async (colour) => {
    const { distrust } = await check((pen) => {
      pen.fillStyle = colour;
      write(pen);
    });
    expect(distrust).toEqual([]);
  });

  it('believes text that runs up the side', async () => {
    const { distrust } = await check((pen) => {
      pen.translate(0, 800);
      pen.rotate(-Math.PI / 2);
      write(pen);
    });
    expect(distrust).toEqual([]);
  });

  it.each([
    ['all digits are shifted by one', moved('๐๑๒๓๔๕๖๗๘๙', 1)],
    ['two digits are exchanged', moved('๔๕', 1)],
    ['two digits are exchanged that stand in one line each', moved('๓๙', 1)],
  ])('finds out a font of whose table %s, though its words are right', async (_, change) => {
    expect((await check(write, change)).distrust).toEqual(['digits-unlike-picture']);
  });

  it('finds out a font whose letters are others', async () => {
    const consonants = 'กขคงจชดตถทนบปผพมยรลวสหอ';
    expect((await check(write, moved(consonants, 3))).distrust).toContain('unlike-picture');
  });

  it('does not believe text in the colour of the paper', async () => {
    const { distrust } = await check((pen) => {
      pen.fillStyle = '#fff';
      write(pen);
    });
    expect(distrust).toContain('unlike-picture');
  });

  it('does not believe text that something else is painted over', async () => {
    const { distrust } = await check((pen) => {
      write(pen);
      pen.fillStyle = '#fff';
      pen.fillRect(0, 0, 595, 842);
    });
    expect(distrust).toContain('unlike-picture');
  });

  it('gives digits in the script that the page shows, but leaves an address as it was typed', async () => {
    const typed = (char: string) => (/[๐-๙]/.test(char) ? String('๐๑๒๓๔๕๖๗๘๙'.indexOf(char)) : char);
    const address = 'รายละเอียดที่ www.dla.go.th/form๒๕';
    const { distrust, texts } = await check((pen) => write(pen, [...LETTER, address]), typed);
    expect(distrust).toEqual([]);
    expect(texts).toEqual([...LETTER, 'รายละเอียดที่ www.dla.go.th/form25']);
  });

  it('leaves a page alone that has nothing to compare', async () => {
    expect(await check((pen) => write(pen, ['– . . . . . . –']))).toMatchObject({ distrust: [] });
  });
});
