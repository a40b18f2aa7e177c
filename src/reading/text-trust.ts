import { wordShare } from './thai-words.js';

/** Why a text layer is not to be believed; the page's picture is read instead. */
export type Distrust =
  | 'lost-characters'
  | 'unmapped-characters'
  | 'marks-after-blanks'
  | 'tone-marks-missing'
  | 'sara-am-missing'
  | 'latin-junk'
  | 'unknown-words'
  | 'thai-digits-missing'
  | 'hidden-text'
  | 'text-in-picture'
  | 'unlike-picture'
  | 'digits-unlike-picture';

export interface TextVerdict {
  /** Too little text to read the page by, or to judge: no layer in any useful sense, and nothing to warn of. */
  empty: boolean;
  distrust: Distrust[];
}

/** Fewer characters than this are a page number, or a scanner application's own mark on an image. */
const LEAST_CHARACTERS = 40;

/**
 * Rates measured on the truth of 75 synthetic pages and on good and spoiled layers of Chromium, LibreOffice, Word and doPDF:
 * clean text has ≥ 0.05 tone marks and ≥ 0.007 SARA AM a consonant and ≥ 0.96 of its letters in known words, spoiled text
 * ≤ 0.83 where marks are lost or swapped and ≤ 0.91 where SARA AM is.
 */
const LEAST_TONES = 0.03;
const LEAST_WORDS = 0.93;
const LEAST_WORDS_OVER_PICTURE = 0.96;
const MOST_LOST = 0.005;
const MOST_UNMAPPED = 0.01;
const MOST_AFTER_BLANKS = 0.01;

const count = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;

/**
 * Judges what a text layer says.
 * @param raw the characters as they stand in the file; @param repaired the same after `repairText`
 * @param overPicture the text lies under or unseen over a scan: another program's OCR, which has to be better than good
 */
export function judgeText(raw: string, repaired: string, overPicture: boolean): TextVerdict {
  const characters = count(repaired, /\S/g);
  if (characters < LEAST_CHARACTERS) return { empty: true, distrust: [] };
  const consonants = count(repaired, /[\u0e01-\u0e2e]/g);
  const thai = count(repaired, /[\u0e01-\u0e4e]/g);
  const latin = count(repaired, /[a-z]/gi);
  const distrust: Distrust[] = [];
  const check = (reason: Distrust, spoiled: boolean) => {
    if (spoiled) distrust.push(reason);
  };

  check('lost-characters', count(raw, /[\0-\x08\x0e-\x1f\ufffd]/g) > characters * MOST_LOST);
  // U+F020-F0FF are the bullets and ticks of symbol fonts, U+F700-F71A the shifted marks that are mapped back.
  check('unmapped-characters', count(raw, /[\ue000-\uefff\uf100-\uf6ff\uf71b-\uf8ff]/g) > characters * MOST_UNMAPPED);
  // What stays after a blank once LibreOffice's narrow ones are gone: marks that lost their letter, SARA AM that lost its ring.
  check('marks-after-blanks', count(raw, /[ \u00a0][\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]/g) > thai * MOST_AFTER_BLANKS);
  if (consonants >= 60) {
    check('tone-marks-missing', count(repaired, /[\u0e48-\u0e4b]/g) < consonants * LEAST_TONES);
  }
  check('sara-am-missing', lacksSaraAm(repaired, consonants));
  check('latin-junk', latinIsJunk(repaired, latin, thai));
  if (thai > latin / 4) {
    const known = wordShare(repaired);
    check('unknown-words', known !== null && known < (overPicture ? LEAST_WORDS_OVER_PICTURE : LEAST_WORDS));
  }
  check('thai-digits-missing', overPicture && lacksThaiDigits(repaired));
  return { empty: false, distrust };
}

/** Words of nearly every letter, as Word (้า) and others (า) write them when they lose SARA AM. None of them is a word. */
const WITHOUT_SARA_AM =
  /ส[้]?านัก|อ[้]?าเภอ|ก[้]?าหนด|จ[้]?านวน|ด[้]?าเนิน|ต[้]?าแหน่ง|ต[้]?าบล|จ[้]?าเป็น|ส[้]?าคัญ|ส[้]?าเนา|ประจ[้]?าปี|ท[้]?าการ/g;

function lacksSaraAm(text: string, consonants: number): boolean {
  const right = count(text, /\u0e33/g);
  const wrong = count(text, WITHOUT_SARA_AM);
  return wrong > right / 4 || (right === 0 && consonants >= 400);
}

const ENGLISH =
  /^(?:the|of|and|to|in|for|is|on|by|with|at|or|as|be|from|that|this|are|will|shall|an|no|not|it|we|you)$/i;

/** Latin letters that make no words: an English OCR's idea of Thai. Abbreviations, names and addresses are not junk. */
function latinIsJunk(text: string, latin: number, thai: number): boolean {
  const tokens = text.replace(/\S{0,200}(?:@|:\/\/|www\.)\S{0,200}/g, ' ').match(/[A-Za-z]{2,40}/g) ?? [];
  if (latin < 40 || tokens.length < 10) return false;
  const odd = tokens.filter(
    (token) => /[a-z][A-Z]/.test(token) || (/^[a-z]+$/i.test(token) && !/[aeiouy]/i.test(token)),
  );
  const odds = odd.filter((token) => !/^[A-Z]+s?$/.test(token));
  if (odds.length > tokens.length * 0.25) return true;
  const english = tokens.filter((token) => ENGLISH.test(token)).length;
  return thai < latin / 4 && tokens.length >= 40 && english < tokens.length * 0.03;
}

/** No Thai model of Tesseract knows ๔ ๖ ๗ ๘ ๙; a page of Thai digits without any of them is its work. */
const lacksThaiDigits = (text: string) => count(text, /[๐-๙]/g) >= 12 && !/[๔๖-๙]/.test(text);
