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
