import type { Evidence } from '../../../schemas/common.js';
import type { PageReading } from '../../../schemas/page.js';
import type { Letter } from '../../../schemas/record.js';
import type { LocatedText } from '../located-text.js';

/** An address of the web in a text. `end` is exclusive. */
export interface FoundLink {
  url: string;
  start: number;
  end: number;
}

const LINK =
  /(?:https?:\/\/|www\.)[^\s<>()"“”ก-๛]{3,300}|(?<![\w@.-])(?:[a-z0-9-]{1,40}\.){1,4}(?:go\.th|or\.th|ac\.th|co\.th|in\.th|mi\.th|com|org|net|gl|ly)(?:\/[^\s<>()"“”ก-๛]{0,200})?(?![\w@])/giu;

/** Every web address: with a scheme, with www., or a bare name under a known ending; e-mail addresses are none. */
export function findLinks(text: string): FoundLink[] {
  return [...text.matchAll(LINK)].flatMap((match) => {
    const url = match[0].replace(/[.,;:!?]+$/, '');
    const before = text.charAt(match.index - 1);
    return url.length < 5 || before === '@' ? [] : [{ url, start: match.index, end: match.index + url.length }];
  });
}

const MOST_URL = 2000;

/**
 * The web address that a QR code holds, as it stands there; null for every other text. The code comes from outside and is not seen
 * by whoever clicks: only http and https, a real host, no name and password in front of it, nothing that shows as something else.
 */
export function codedLink(text: string): string | null {
  const url = text.trim();
  if (url.length > MOST_URL || /[\s\ufffd<>"\\^`{|}]/.test(url)) return null;
  const whole = /^https?:\/\//i.test(url) || findLinks(url)[0]?.url === url;
  const address = /^https?:/i.test(url) ? url : `http://${url}`;
  if (!whole || !URL.canParse(address)) return null;
  const { protocol, hostname, username, password } = new URL(address);
  const safe = /^https?:$/.test(protocol) && username === '' && password === '';
  return safe && /[^.]\.[^.]/.test(hostname) ? url : null;
}

/** The links of a letter, each once: those in its text, then those in the QR codes of its pages. With where they stand. */
export function readLinks(
  texts: readonly LocatedText[],
  pages: readonly PageReading[],
): { links: Letter['links']; evidence: Evidence[] } {
  const found = new Map<string, { from: 'text' | 'qr'; evidence: Evidence[] }>();
  const add = (url: string, from: 'text' | 'qr', evidence: Evidence[]) => {
    const key = `${from} ${url}`;
    if (!found.has(key)) found.set(key, { from, evidence });
  };
  for (const text of texts) {
    for (const { url, start, end } of findLinks(text.text)) add(url, 'text', text.locate(start, end));
  }
  for (const page of pages) {
    for (const { kind, bbox, text } of page.regions) {
      const url = kind === 'qr' ? codedLink(text) : null;
      if (url) add(url, 'qr', [{ page: page.number, bbox, text }]);
    }
  }
  const links = [...found].map(([key, { from }]) => ({ url: key.slice(from.length + 1), from }));
  return { links, evidence: [...found.values()].flatMap(({ evidence }) => evidence) };
}
