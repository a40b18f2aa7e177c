import type { PageReading } from '../../schemas/page.js';

/** Pages as the text reader gives them: form feed parts pages, blank lines stay. */
export function textPages(text: string): PageReading[] {
  return text.split('\f').map((page, i) => ({
    number: i + 1,
    source: 'text',
    width: 0,
    height: 0,
    rotation: 0,
    lines: page.split('\n').map((line) => ({ text: line, bbox: null, confidence: 1 })),
    regions: [],
    confidence: 1,
    warnings: [],
  }));
}
