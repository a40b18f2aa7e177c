import type { AlertLine, DutyKind } from '../../schemas/alerts.js';

/** What of a duty does not decide when it is told: what its line says. */
export type DutyDetail = Omit<AlertLine, 'step' | 'kind' | 'workingDaysLeft' | 'was' | 'dueOn'> & {
  /** Whether the deadline had passed before the letter came. */
  expired: boolean;
  /** When the letter came to the organisation. */
  arrivedOn: string;
};

/** A duty of an organisation (see `duties` in the ledger). */
export interface Duty {
  organisation: string;
  receipt: number;
  firstPage: number;
  rank: number;
  kind: DutyKind;
  /** Empty for a letter that is ด่วนที่สุด and states no day. */
  dueOn: string;
  lastOn: string | null;
  nextOn: string | null;
  atOnce: boolean;
  assignee: number | null;
  detail: DutyDetail;
}
