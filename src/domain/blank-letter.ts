import type { Letter } from '../../schemas/record.js';

/**
 * A letter of which nothing is said, over which what is known is laid. Made anew each time: its lists are not shared. In the order of the record, which is
 * that of what is printed.
 */
export const blankLetter = (): Omit<Letter, 'kind' | 'pages'> => ({
  reference: null,
  date: null,
  speed: null,
  secrecy: null,
  issuer: null,
  subject: null,
  recipients: [],
  references: [],
  enclosures: [],
  copies_to: [],
  action: null,
  deadlines: [],
  relay: { received_from: [], forward_to: [] },
  signer: null,
  contact: null,
  received: [],
  links: [],
  confidence: {},
  evidence: {},
  alternatives: {},
  warnings: [],
});
