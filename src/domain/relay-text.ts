import type { LocatedText } from './located-text.js';
import { looseAny } from './loose.js';
import { forwardTo } from './relay-forward.js';
import { receivedFrom } from './relay-sources.js';

/** Where the reason ends and the request begins. */
const REQUEST = new RegExp(
  `^\\s{0,3}(?:${looseAny(['ในการนี้', 'ดังนั้น', 'ขอให้', 'เพื่อให้', 'ทั้งนี้', 'เพื่อประโยชน์', 'เพื่อเป็นการ'])}|จ[\u0e34-\u0e37]ง)`,
);
const REASON_LIMIT = 2400;
const MOST_PARAGRAPHS = 3;

export interface RelayInput {
  body: LocatedText;
  /** The organisation whose letter it is; it is never its own source. */
  issuer: string | null;
}

/**
 * Who told this organisation and whose decision is passed on, nearest first, and whom the letter asks to be told
 * (ได้รับแจ้งจาก A ว่า B โดย C ได้กำหนด … gives A, B, C). Never throws.
 */
export function findRelay({ body, issuer }: RelayInput): { received_from: string[]; forward_to: string[] } {
  return { received_from: receivedFrom(reasonOf(body.text), issuer), forward_to: forwardTo(body.text, issuer) };
}

/** The paragraphs that give the reason: up to the request, three at most. */
function reasonOf(text: string): string {
  const paragraphs: string[] = [];
  for (const paragraph of text.slice(0, REASON_LIMIT * 2).split('\n')) {
    if (paragraph.trim() === '') continue;
    if (paragraphs.length > 0 && REQUEST.test(paragraph)) break;
    paragraphs.push(paragraph);
    if (paragraphs.length === MOST_PARAGRAPHS) break;
  }
  return paragraphs.join('\n').slice(0, REASON_LIMIT);
}
