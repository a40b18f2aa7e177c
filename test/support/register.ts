import type { Letter } from '../../schemas/record.js';
import type { Columns } from '../../schemas/register.js';
import { letterOf } from './letters.js';

/** A line with nothing in it. */
export const PAPER: Columns = {
  reference: null,
  date: null,
  sender: null,
  addressee: null,
  subject: null,
  action: null,
  remarks: null,
  speed: null,
};

export const OPDC = { name: 'สำนักงาน ก.พ.ร.', level: 'central', province: null } as const;

let serial = 0;

/** A letter of 27 January 2025 with a number that no other has. */
export const someLetter = (given: Parameters<typeof letterOf>[0] = {}): Letter =>
  letterOf({ ref: `ที่ มท ๐๘๑๐.๗/ว ${++serial}`, date: '2025-01-27', issuer: OPDC, subject: 'เรื่องหนึ่ง', ...given });
