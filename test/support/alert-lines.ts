import type { AlertLine, MessageContent } from '../../schemas/alerts.js';

/** A line of a letter that a person confirmed, due on Monday 10 February 2025. */
export const lineOf = (over: Partial<AlertLine> = {}): AlertLine => ({
  step: 'today',
  kind: 'deadline',
  path: '/files/3?letter=1',
  reference: 'มท 0808.2/ว 123',
  date: '2025-01-27',
  issuer: 'กรมส่งเสริมการปกครองท้องถิ่น',
  subject: 'การสำรวจข้อมูล',
  action: 'รายงานผลการสำรวจ',
  veiled: false,
  dueOn: '2025-02-10',
  until: null,
  time: null,
  workingDaysLeft: 0,
  sure: true,
  confirmed: true,
  estimate: false,
  was: null,
  context: [],
  ...over,
});

export const contentOf = (lines: AlertLine[], over: Partial<MessageContent> = {}): MessageContent => ({
  kind: 'digest',
  organisation: { code: '6580101', name: 'อบต.บ้านใหม่' },
  day: '2025-02-10',
  lines,
  more: 0,
  ...over,
});
