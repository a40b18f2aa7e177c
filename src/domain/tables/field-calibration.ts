import type { FieldCalibration } from '../confidence.js';

/** Written by `npm run bench:confidence -- --write` from dev, dev-text, first-seen.tsv. */
export const FIELD_CALIBRATION: FieldCalibration = {
  /** 36 values. */
  citation: { slope: 0.9408, shift: 0.1262 },
  /** 156 values. */
  date: { slope: 0.9552, shift: 0.795 },
  /** 208 values. */
  deadline: { slope: 1.129, shift: 0.5353 },
  /** 141 values. */
  'deadlines, all': { slope: 0.9912, shift: 0.4296 },
  /** 20 values. */
  'deadlines, none': { slope: 0.8152, shift: -0.0628 },
  /** 153 values. */
  enclosure: { slope: 1.1075, shift: 0.0359 },
  /** 161 values. */
  enclosures: { slope: 1.1183, shift: 0.0354 },
  /** 160 values. */
  issuer: { slope: 1.2835, shift: -0.1482 },
  /** 161 values. */
  kind: { slope: 1.0979, shift: 0.0213 },
  /** 49 values. */
  'receive stamp': { slope: 1.7655, shift: -0.3493 },
  /** 255 values. */
  recipient: { slope: 1.1299, shift: 0.0407 },
  /** 161 values. */
  recipients: { slope: 1.0207, shift: 0.0148 },
  /** 155 values. */
  reference: { slope: 0.9904, shift: 0.7702 },
  /** 10 values. */
  secrecy: { slope: 0.6638, shift: -0.0864 },
  /** 156 values. */
  signer: { slope: 1.3772, shift: 0.242 },
  /** 88 values. */
  speed: { slope: 1.141, shift: 0.0563 },
  /** 156 values. */
  subject: { slope: 1.1939, shift: 0.4258 },
};
