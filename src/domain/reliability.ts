/**
 * How often each rule is right where the characters under it are. A confidence is this times the probability of the
 * characters; below 0.9 a value goes to a person.
 *
 * Measured with `eval/score.mjs` (right of given) on 181 letters: 124 in text (73 as other OCR programs wrote them, 51 of two
 * sets made by others and scored here as they were first seen, before any rule was mended for them) and 57 scans. Where no
 * error was seen in n values the bound is 1 - 1/n rounded down, since most rules were written with these letters in view.
 */
export const RELIABILITY = {
  /** 179 of 179 (unseen 49 of 49). */
  kind: 0.99,
  /** 168 of 168, one of them by the repair of its code (unseen 41 of 41; 5 more were not found). */
  reference: 0.99,
  /** 174 of 174 (unseen 47 of 47). */
  date: 0.99,
  /** 90 of 90 (unseen 16 of 16). */
  speed: 0.98,
  /** 6 of 6, too few for a bound: the word stands alone and is matched whole. */
  secrecy: 0.98,
  /** 177 of 179 (unseen 47 of 49): a place in the address, and an office inside a university; both are told apart now. */
  issuer: 0.98,
  /** 173 of 174 (unseen 45 of 46): a line of dots below it. */
  subject: 0.98,
  /** 275 of 275 (unseen 89 of 89; 7 more were not found). */
  recipients: 0.98,
  /** 97 of 99 citations, in either list (unseen 16 of 18): both wrong ones without a number, which is doubted. */
  references: 0.98,
  /** 168 of 168 (unseen 41 of 41). */
  enclosures: 0.98,
  /** None in these letters: by the form of the label alone. */
  copies: 0.85,
  /** Not in the truth of these letters: read over by hand in the seeds, 7 of 7. */
  action: 0.9,
  /** 172 of 174 (unseen 46 of 46), both wrong ones without a title and now doubted. */
  signer: 0.97,
  /** 184 of 185 telephones (unseen 42 of 43); office, e-mail and persons are not scored. */
  contact: 0.95,
  /** Stamps in text: 19 of 19. */
  received: 0.95,
  /** Stamps told apart on scans lie askew and over other print: 25 of 29, and 49 of 60 drawn in faces and frames unlike those. */
  receivedPicture: 0.81,
  links: 0.95,
  /** A list of deadlines as a whole; each deadline has its own rate. */
  deadlines: 0.95,
  attachment: 0.95,
  title: 0.85,
  /** A value that stands on one weak sign, is incomplete, or contradicts another. */
  doubtful: 0.7,
  /** Behind a label that lost a letter or two: the value itself is as printed (`test/property/vocabulary.test.ts`: never another label). */
  mendedLabel: 0.92,
} as const;
