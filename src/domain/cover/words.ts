import type { Letter } from '../../../schemas/record.js';

type ActionKind = NonNullable<Letter['action']>['kind'];

/** What addressees are asked to do, behind ขอให้…, by what the letter asks. */
export const ASKED: Record<ActionKind, string> = {
  inform: 'ทราบ',
  consider: 'พิจารณา',
  act: 'พิจารณาดำเนินการตามหนังสือดังกล่าว',
  comply: 'ถือปฏิบัติตามหนังสือดังกล่าว',
  relay: 'ทราบและดำเนินการในส่วนที่เกี่ยวข้อง',
  report: 'ดำเนินการและรายงานผลตามหนังสือดังกล่าว',
  attend: 'เข้าร่วมหรือจัดผู้แทนเข้าร่วมตามหนังสือดังกล่าว',
};

/** To what end a letter is sent (จึงเรียนมาเพื่อ…), its last paragraph. */
export const CLOSING: Record<ActionKind, string> = {
  inform: 'จึงเรียนมาเพื่อทราบ',
  consider: 'จึงเรียนมาเพื่อพิจารณา',
  act: 'จึงเรียนมาเพื่อพิจารณาดำเนินการต่อไป',
  comply: 'จึงเรียนมาเพื่อทราบและถือปฏิบัติ',
  relay: 'จึงเรียนมาเพื่อทราบและดำเนินการต่อไป',
  report: 'จึงเรียนมาเพื่อพิจารณาดำเนินการและรายงานผลต่อไป',
  attend: 'จึงเรียนมาเพื่อพิจารณาเข้าร่วม',
};
