import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createCanvas, GlobalFonts } from '@napi-rs/canvas';
import sharp from 'sharp';
import { columns } from '../src/cli/table.js';

/**
 * Draws a text as a terminal shows it, one cell a letter:  node dist/scripts/picture.js TEXT.txt PICTURE.png
 * The README's picture is an excerpt of what `npm run demo` prints, drawn with it.
 */

const [source, target] = process.argv.slice(2);
if (!source || !target) {
  process.stderr.write('usage: picture.js TEXT.txt PICTURE.png\n');
  process.exit(2);
}

const fonts = join(dirname(createRequire(import.meta.url).resolve('@fontsource/sarabun/package.json')), 'files');
GlobalFonts.registerFromPath(join(fonts, 'sarabun-thai-400-normal.woff2'), 'Thai');
GlobalFonts.registerFromPath(join(fonts, 'sarabun-latin-400-normal.woff2'), 'Latin');

const CELL = 10;
const LINE = 27;
const MARGIN = 24;
const lines = readFileSync(source, 'utf8').trim().split('\n');
const width = Math.max(...lines.map(columns)) * CELL + 2 * MARGIN;
const canvas = createCanvas(width, lines.length * LINE + 2 * MARGIN);
const context = canvas.getContext('2d');
context.fillStyle = '#16212e';
context.fillRect(0, 0, canvas.width, canvas.height);
context.font = '18px Thai, Latin';

/** The lines that the terminal draws and the typeface lacks: from the middle of the cell to these of its sides. */
const BOX: Record<string, ('left' | 'right' | 'up' | 'down')[]> = {
  '━': ['left', 'right'],
  '│': ['up', 'down'],
  '└': ['up', 'right'],
  '→': ['left', 'right'],
};

function drawBox(sides: (typeof BOX)[string], x: number, y: number): void {
  const middle = { x: x + CELL / 2, y: y + LINE / 2 };
  const ends = {
    left: [x, middle.y],
    right: [x + CELL, middle.y],
    up: [middle.x, y],
    down: [middle.x, y + LINE],
  } as const;
  for (const side of sides) {
    context.beginPath();
    context.moveTo(middle.x, middle.y);
    context.lineTo(...ends[side]);
    context.stroke();
  }
}

for (const [row, line] of lines.entries()) {
  const colour = line.startsWith('━━') ? '#7fd1b9' : /ไม่ตรงกัน|ต้องตรวจ|เลยกำหนด/.test(line) ? '#f2c14e' : '#e8edf2';
  context.fillStyle = context.strokeStyle = colour;
  // A word keeps its shape; each begins in the column where the terminal has it.
  for (const { 0: word, index } of line.matchAll(/[━│└→]|[^ ━│└→]+/g)) {
    const x = MARGIN + columns(line.slice(0, index)) * CELL;
    const y = MARGIN + row * LINE;
    if (BOX[word]) drawBox(BOX[word], x, y);
    if (word === '→') {
      context.beginPath();
      context.moveTo(x + CELL - 4, y + LINE / 2 - 4);
      context.lineTo(x + CELL, y + LINE / 2);
      context.lineTo(x + CELL - 4, y + LINE / 2 + 4);
      context.stroke();
    }
    if (!BOX[word]) context.fillText(word, x, y + 0.7 * LINE);
  }
}
mkdirSync(dirname(target), { recursive: true });
writeFileSync(target, await sharp(canvas.toBuffer('image/png')).png({ palette: true, colours: 32 }).toBuffer());
