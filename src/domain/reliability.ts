/**
 * How often each rule is right where the characters under it are: the share of values right, measured on the development
 * texts with `eval/score.mjs` (values shown, right of given), rounded down. A confidence is this times the probability of
 * the characters. Values below 0.9 go to a person.
 */
export const RELIABILITY = {
  kind: 0.99,
  reference: 0.99,
  date: 0.99,
  speed: 0.99,
  secrecy: 0.98,
  issuer: 0.98,
  subject: 0.98,
  recipients: 0.98,
  references: 0.98,
  enclosures: 0.98,
  copies: 0.95,
  action: 0.92,
  signer: 0.97,
  contact: 0.95,
  received: 0.97,
  /** Stamps lie askew and over other print: 23 of 26 read right on the scans. */
  receivedPicture: 0.88,
  links: 0.97,
  deadlines: 0.95,
  attachment: 0.95,
  title: 0.85,
  /** A value that stands on one weak sign, is incomplete, or contradicts another. */
  doubtful: 0.7,
} as const;
