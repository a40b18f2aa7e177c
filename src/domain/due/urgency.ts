import type { Speed } from '../../../schemas/common.js';
import type { UrgencyPolicy } from '../../../schemas/due.js';
import type { Deadline, Letter } from '../../../schemas/record.js';
import { SPEED_LABEL } from '../labels.js';

type UrgencyClass = keyof UrgencyPolicy;

/** The class of the words a letter urges with; longest first, since one stands in another. */
const WORDS: readonly (readonly [RegExp, UrgencyClass])[] = [
  [/ด่วนที่สุด|ทันที|โดยพลัน/, 'most-urgent'],
  [/ด่วนมาก|เร็วที่สุด/, 'very-urgent'],
  [/ด่วน/, 'urgent'],
  [/เร็ว|โอกาสแรก|ชักช้า/, 'soon'],
];

/** The most pressing of what the words and the letter's speed class say; `urgent` where the words are not known. */
export function urgencyClass(words: string, speed: Speed | null, policy: UrgencyPolicy): UrgencyClass {
  const plain = words.replace(/\s+/g, '');
  const said = WORDS.find(([pattern]) => pattern.test(plain))?.[1] ?? 'urgent';
  return speed !== null && policy[speed] < policy[said] ? speed : said;
}

/** What the closing of a letter may ask without asking for anything to be done. */
const TO_KNOW = new Set<string | undefined>(['inform', undefined]);

/**
 * The task of a letter that is urgent by its speed class (ด่วนที่สุด above its number) and asks for something, but names no day for the
 * addressee. Null where it names one, urges in its text, or is sent for information.
 */
export function speedTask(letter: Letter): Deadline | null {
  const { speed } = letter;
  if (speed === null || TO_KNOW.has(letter.action?.kind)) return null;
  if (letter.deadlines.some(({ binds, kind }) => binds !== 'applicant' && kind !== 'window')) return null;
  return {
    date: null,
    time: null,
    kind: 'due',
    binds: letter.action?.kind === 'relay' ? 'relay' : 'recipient',
    optional: false,
    from: null,
    text: SPEED_LABEL[speed],
    urgency: SPEED_LABEL[speed],
    confidence: letter.confidence.speed ?? 0,
    evidence: letter.evidence.speed ?? [],
  };
}
