import { expect, it } from 'vitest';
import { firstLook, pageLines, preparePage } from '../../../src/reading/recognise/layout.js';
import { cutStrip } from '../../../src/reading/recognise/strip.js';
import { openTesseract } from '../../../src/reading/second-opinion.js';
import { drawPage } from '../../support/page-image.js';

it('reads a Latin line with the models that are installed, without a network', async () => {
  const image = await drawPage((pen) => pen.fillText('Integrity and Transparency Assessment', 150, 300));
  const look = await firstLook(image);
  const page = preparePage(look!);
  const [line] = pageLines(page).sort((a, b) => b.letters.length - a.letters.length);
  const reader = await openTesseract();
  try {
    const read = await reader.read(cutStrip(page.planes.body, line!, page.tangent));
    expect(read.text).toBe('Integrity and Transparency Assessment');
    expect(read.confidence).toBeGreaterThan(0.7);
    // Nothing is learnt from line to line.
    expect(await reader.read(cutStrip(page.planes.body, line!, page.tangent))).toEqual(read);
  } finally {
    await reader.close();
  }
});
