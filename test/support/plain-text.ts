import type { LocatedText } from '../../src/domain/located-text.js';

/** A text without a paper behind it, read with certainty. */
export function plainText(text: string): LocatedText {
  return {
    text,
    locate: (start, end) => [{ page: 1, bbox: null, text: text.slice(start, end) }],
    confidence: () => 1,
  };
}
