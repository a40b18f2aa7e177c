import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Organisation, OrganisationKind } from '../../../../schemas/organisations.js';
import { BUILT_IN, builtInGazetteer } from '../../../../src/domain/gazetteer/built-in.js';
import { Gazetteer, kindOfName } from '../../../../src/domain/gazetteer/gazetteer.js';
import { resolveRecipient } from '../../../../src/domain/recipients/resolve.js';
import { type Sender, senderOf } from '../../../../src/domain/recipients/sender.js';
import { KINDS } from '../../../../src/domain/tables/kinds.js';
import { RECIPIENT_TITLES } from '../../../../src/domain/tables/recipient-titles.js';
import { packageRoot } from '../../../../src/shared/package-root.js';
import { exampleGazetteer as gazetteer } from '../../../support/organisations.js';
import { processorMs } from '../../../support/processor.js';
import { fc } from '../../../support/property.js';

type Level = NonNullable<Sender['level']>;
const from = (name: string, level: Level, province: string | null): Sender =>
  senderOf({ issuer: { name, level, province }, date: '2025-02-11' }, gazetteer);

const senders = {
  DLA: from('กรมส่งเสริมการปกครองท้องถิ่น', 'central', null),
  Phrae: from('จังหวัดแพร่', 'province', 'แพร่'),
  NakhonPhanom: from('จังหวัดนครพนม', 'province', 'นครพนม'),
  Nan: from('จังหวัดน่าน', 'province', 'น่าน'),
  SungMen: from('อำเภอสูงเม่น', 'district', 'แพร่'),
  PhonSawan: from('อำเภอโพนสวรรค์', 'district', 'นครพนม'),
  WangChin: from('เทศบาลตำบลวังชิ้น', 'local', 'แพร่'),
  Bangkok: from('กรุงเทพมหานคร', 'local', 'กรุงเทพมหานคร'),
  nobody: senderOf({ issuer: null, date: null }, gazetteer),
};

const ask = (text: string, sender: Sender, within: Gazetteer = gazetteer) =>
  resolveRecipient({ text, scope: 'one', confidence: 1, evidence: [] }, sender, within);

/** The words, who writes, how many are meant, and some of them by name without their class word. */
const CLASSES: [string, keyof typeof senders, number, string[]][] = [
  ['ผู้ว่าราชการจังหวัด ทุกจังหวัด', 'DLA', 76, ['จังหวัดแพร่', 'จังหวัดบึงกาฬ']],
  ['ผู้ว่าราชการจังหวัดทุกจังหวัด', 'DLA', 76, []],
  ['ผู้ว่าราชการจังหวัด', 'DLA', 76, []],
  ['ผู้ว่าราชการจังหวัด ทั้ง ๗๖ จังหวัด', 'DLA', 76, []],
  ['ผู้ว่าราชการจังหวัดทั้ง 76 จังหวัด', 'DLA', 76, []],
  ['จังหวัดทุกจังหวัด', 'DLA', 76, []],
  ['จังหวัด ทุกจังหวัด', 'DLA', 76, []],
  ['ผวจ. ทุกจังหวัด', 'DLA', 76, []],
  ['ผู้ว่าราชการจังหวัด ทั่วประเทศ', 'DLA', 76, []],
  ['ผู้ว่าราชการจังหวัด ทุกจังหวัด', 'Phrae', 76, []],
  ['ท้องถิ่นจังหวัด ทุกจังหวัด', 'DLA', 76, ['สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัดแพร่']],
  ['ท้องถิ่นจังหวัด', 'DLA', 76, []],
  ['สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัด ทุกจังหวัด', 'DLA', 76, []],
  ['นายกองค์การบริหารส่วนจังหวัด ทุกแห่ง', 'DLA', 76, ['องค์การบริหารส่วนจังหวัดแพร่']],
  ['นายก อบจ. ทุกแห่ง', 'DLA', 76, []],
  ['นายกองค์การบริหารส่วนจังหวัดทุกจังหวัด', 'DLA', 76, []],
  ['ปลัดกระทรวง', 'DLA', 19, ['กระทรวงมหาดไทย']],
  ['ปลัดกระทรวงทุกกระทรวง', 'DLA', 19, []],
  ['นายอำเภอทุกอำเภอ', 'Phrae', 8, ['อำเภอเมืองแพร่', 'อำเภอหนองม่วงไข่']],
  ['นายอำเภอ ทุกอำเภอ', 'Phrae', 8, []],
  ['นายอำเภอ', 'Phrae', 8, []],
  ['อำเภอทุกอำเภอ', 'Phrae', 8, []],
  ['นายอําเภอทุกอําเภอ', 'Phrae', 8, []],
  ['นายอำเภอทุกอำเภอในจังหวัดแพร่', 'DLA', 8, []],
  ['นายอำเภอ ทุกอำเภอ ในจังหวัดนครพนม', 'DLA', 12, []],
  ['นายอำเภอทุกอำเภอ ในเขตจังหวัดแพร่', 'nobody', 8, []],
  ['นายอำเภอทั้ง ๘ อำเภอ', 'Phrae', 8, []],
  ['นายอำเภอทุกอำเภอในจังหวัด', 'Phrae', 8, []],
  ['ผู้ว่าราชการจังหวัด ๗๖ จังหวัด', 'DLA', 76, []],
  ['นายอำเภอ จำนวน ๘ อำเภอ', 'Phrae', 8, []],
  ['นายอำเภอทุกอำเภอ', 'DLA', 878, []],
  ['ท้องถิ่นอำเภอ ทุกอำเภอ', 'Phrae', 8, ['สำนักงานส่งเสริมการปกครองท้องถิ่นอำเภอลอง']],
  ['ท้องถิ่นอำเภอทุกอำเภอ', 'NakhonPhanom', 12, []],
  ['นายกเทศมนตรีตำบลทุกแห่ง', 'Phrae', 25, ['เทศบาลตำบลช่อแฮ']],
  ['นายกเทศมนตรีตำบล ทุกแห่ง', 'SungMen', 1, ['เทศบาลตำบลสูงเม่น']],
  ['นายกเทศมนตรีทุกแห่ง', 'Phrae', 26, ['เทศบาลเมืองแพร่', 'เทศบาลตำบลช่อแฮ']],
  ['นายกเทศมนตรีเมือง/ตำบล ทุกแห่ง', 'Phrae', 26, []],
  ['นายกเทศมนตรีเมืองและตำบลทุกแห่ง', 'Phrae', 26, []],
  ['นายกเทศมนตรีเมือง ทุกแห่ง', 'Phrae', 1, ['เทศบาลเมืองแพร่']],
  ['นายก ทต. ทุกแห่ง', 'Phrae', 25, []],
  ['เทศบาลทุกแห่ง', 'Phrae', 26, []],
  ['นายกองค์การบริหารส่วนตำบลทุกแห่ง', 'Phrae', 57, []],
  ['นายกองค์การบริหารส่วนตำบล ทุกแห่ง', 'NakhonPhanom', 81, []],
  ['นายก อบต. ทุกแห่ง', 'Phrae', 57, []],
  ['นายก อบต.ทุกแห่ง ในเขตอำเภอสูงเม่น', 'Phrae', 12, ['องค์การบริหารส่วนตำบลหัวฝาย']],
  ['องค์การบริหารส่วนตำบลทุกแห่งในพื้นที่', 'SungMen', 12, []],
  ['นายก อบจ./อบต. ทุกแห่ง', 'Phrae', 58, []],
  ['ผู้บริหารท้องถิ่นทุกแห่ง', 'Phrae', 84, ['องค์การบริหารส่วนจังหวัดแพร่']],
  ['นายกองค์กรปกครองส่วนท้องถิ่นทุกแห่ง', 'NakhonPhanom', 104, []],
  ['องค์กรปกครองส่วนท้องถิ่นทุกแห่งในจังหวัดแพร่', 'DLA', 84, []],
  ['อปท. ทุกแห่ง', 'SungMen', 13, []],
  ['ผู้อำนวยการเขต', 'Bangkok', 50, ['เขตพระนคร']],
  ['ผู้อำนวยการเขตทุกเขต', 'Bangkok', 50, []],
  ['ผู้อำนวยการเขต ทั้ง ๕๐ เขต', 'Bangkok', 50, []],
];

/** The words, who writes, and the organisations they name. */
const NAMES: [string, keyof typeof senders, string[]][] = [
  ['ผู้ว่าราชการจังหวัดแพร่', 'DLA', ['จังหวัดแพร่']],
  ['ผู้ว่าราชการจังหวัดแพร่ น่าน และลำปาง', 'DLA', ['จังหวัดแพร่', 'จังหวัดน่าน', 'จังหวัดลำปาง']],
  ['ผู้ว่าราชการจังหวัดแพร่ จังหวัดน่านและจังหวัดพะเยา', 'DLA', ['จังหวัดแพร่', 'จังหวัดน่าน', 'จังหวัดพะเยา']],
  ['ผู้ว่าราชการกรุงเทพมหานคร', 'DLA', ['กรุงเทพมหานคร']],
  ['ผู้ว่ากรุงเทพมหานคร', 'DLA', ['กรุงเทพมหานคร']],
  ['นายกเมืองพัทยา', 'DLA', ['เมืองพัทยา']],
  ['นายอำเภอเมืองแพร่ ลอง และสูงเม่น', 'Phrae', ['อำเภอเมืองแพร่', 'อำเภอลอง', 'อำเภอสูงเม่น']],
  ['นายอำเภอทุกอำเภอ (เฉพาะอำเภอเมืองแพร่ และอำเภอลอง)', 'Phrae', ['อำเภอเมืองแพร่', 'อำเภอลอง']],
  ['นายอำเภอลอง, วังชิ้น', 'Phrae', ['อำเภอลอง', 'อำเภอวังชิ้น']],
  ['นายอำเภอสูงเม่น จังหวัดแพร่', 'DLA', ['อำเภอสูงเม่น']],
  ['นายอำเภอเฉลิมพระเกียรติ จังหวัดน่าน', 'DLA', ['อำเภอเฉลิมพระเกียรติ']],
  ['นายอำเภอเฉลิมพระเกียรติ', 'Nan', ['อำเภอเฉลิมพระเกียรติ']],
  ['นายกองค์การบริหารส่วนจังหวัดแพร่', 'Phrae', ['องค์การบริหารส่วนจังหวัดแพร่']],
  ['นายก อบจ.แพร่', 'Phrae', ['องค์การบริหารส่วนจังหวัดแพร่']],
  ['นายกองค์การบริหารส่วนจังหวัดน่าน', 'Nan', ['องค์การบริหารส่วนจังหวัดน่าน']],
  ['นายกเทศมนตรีเมืองแพร่', 'Phrae', ['เทศบาลเมืองแพร่']],
  ['นายกเทศมนตรีเมืองนครพนม', 'NakhonPhanom', ['เทศบาลเมืองนครพนม']],
  ['นายกเทศมนตรีนครพนม', 'NakhonPhanom', ['เทศบาลเมืองนครพนม']],
  ['ทม.แพร่', 'Phrae', ['เทศบาลเมืองแพร่']],
  ['นายก ทต.ช่อแฮ', 'Phrae', ['เทศบาลตำบลช่อแฮ']],
  ['ปลัดเทศบาลตำบลช่อแฮ', 'Phrae', ['เทศบาลตำบลช่อแฮ']],
  ['นายกองค์การบริหารส่วนตำบลหัวฝาย', 'SungMen', ['องค์การบริหารส่วนตำบลหัวฝาย']],
  ['นายกองค์การบริหารส่วนตำบลนางัว อำเภอบ้านแพง', 'NakhonPhanom', ['องค์การบริหารส่วนตำบลนางัว']],
  ['นายก อบต.หัวฝาย จ.แพร่', 'DLA', ['องค์การบริหารส่วนตำบลหัวฝาย']],
  ['ปลัดกระทรวงมหาดไทย', 'DLA', ['กระทรวงมหาดไทย']],
  ['อธิบดีกรมส่งเสริมการปกครองท้องถิ่น', 'Phrae', ['กรมส่งเสริมการปกครองท้องถิ่น']],
  ['กรมบัญชีกลาง', 'DLA', ['กรมบัญชีกลาง']],
  ['เลขาธิการ ก.พ.ร.', 'DLA', ['สำนักงานคณะกรรมการพัฒนาระบบราชการ']],
  ['เลขาธิการคณะกรรมการพัฒนาระบบราชการ', 'DLA', ['สำนักงานคณะกรรมการพัฒนาระบบราชการ']],
  ['ผู้อำนวยการสำนักงบประมาณ', 'DLA', ['สำนักงบประมาณ']],
  ['ผู้บัญชาการตำรวจแห่งชาติ', 'DLA', ['สำนักงานตำรวจแห่งชาติ']],
  ['ท้องถิ่นจังหวัดแพร่', 'Phrae', ['สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัดแพร่']],
  ['ผู้อำนวยการเขตดุสิต', 'Bangkok', ['เขตดุสิต']],
];

/** The words, who writes, the state and the reason. */
const OPEN: [string, keyof typeof senders, string, string, number?][] = [
  ['ผู้ว่าราชการจังหวัด (ตามบัญชีแนบ)', 'DLA', 'waiting', 'recipient.annex'],
  ['นายอำเภอ (รายชื่อดังแนบ)', 'Phrae', 'waiting', 'recipient.annex'],
  ['ตามรายชื่อแนบท้าย', 'DLA', 'waiting', 'recipient.annex'],
  ['ดังแนบ', 'DLA', 'waiting', 'recipient.annex'],
  ['นายอำเภอทั้ง ๙ อำเภอ', 'Phrae', 'partial', 'recipient.count_differs', 8],
  ['นายอำเภอทุกอำเภอที่เกี่ยวข้อง', 'Phrae', 'unknown', 'recipient.condition'],
  ['นายอำเภอทุกอำเภอ (ที่มีเขตติดต่อกับจังหวัดน่าน)', 'Phrae', 'unknown', 'recipient.condition'],
  ['นายอำเภอ ๕ อำเภอ', 'Phrae', 'partial', 'recipient.count_differs', 8],
  ['นายกองค์การบริหารส่วนตำบลบ้านถิ่น', 'Phrae', 'unknown', 'recipient.not_listed'],
  ['ผู้ว่าราชการจังหวัดในภาคเหนือทุกจังหวัด', 'DLA', 'unknown', 'recipient.condition'],
  ['ผู้ว่าราชการจังหวัด กลุ่มจังหวัดภาคเหนือตอนบน ๒', 'DLA', 'unknown', 'recipient.condition'],
  ['นายกองค์การบริหารส่วนตำบลทุกแห่ง', 'Nan', 'unknown', 'recipient.not_imported'],
  ['นายกองค์การบริหารส่วนตำบลป่าแดง', 'Nan', 'unknown', 'recipient.not_imported'],
  ['นายกเทศมนตรีทุกแห่ง', 'DLA', 'partial', 'recipient.some_provinces', 48],
  ['ผู้บริหารท้องถิ่นทุกแห่ง', 'Nan', 'partial', 'recipient.not_imported', 1],
  ['นายกองค์การบริหารส่วนตำบลนางัว', 'NakhonPhanom', 'unknown', 'recipient.ambiguous'],
  ['นายอำเภอเฉลิมพระเกียรติ', 'DLA', 'unknown', 'recipient.ambiguous'],
  ['นายกเทศมนตรีเมือง ทุกแห่ง', 'SungMen', 'unknown', 'recipient.none_in_area'],
  ['นายกองค์การบริหารส่วนตำบลทุกแห่ง', 'WangChin', 'unknown', 'recipient.area_unknown'],
  ['นายอำเภอทุกอำเภอ', 'nobody', 'unknown', 'recipient.area_unknown'],
  ['ผู้ว่าราชการจังหวัด', 'Phrae', 'unknown', 'recipient.area_unknown'],
  ['อธิบดีทุกกรม', 'DLA', 'partial', 'recipient.list_incomplete'],
  ['ผู้อำนวยการโรงเรียนในสังกัดทุกโรงเรียน', 'Phrae', 'unknown', 'recipient.class_unlisted'],
  ['ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษาประถมศึกษา ทุกเขต', 'DLA', 'unknown', 'recipient.class_unlisted'],
  ['หัวหน้าส่วนราชการประจำจังหวัดแพร่', 'Phrae', 'unknown', 'recipient.class_unlisted'],
  ['กำนันทุกตำบล', 'SungMen', 'unknown', 'recipient.class_unlisted'],
  ['นายสมชาย ใจดี', 'Phrae', 'unknown', 'recipient.not_listed'],
  ['นายอำเภอไม่มีที่นี่', 'Phrae', 'unknown', 'recipient.not_listed'],
];

describe('addressees resolved', () => {
  it.each(CLASSES)('%s of %s are %i', (text, sender, count, some) => {
    const { state, organisations, reason } = ask(text, senders[sender]);
    expect([state, reason, organisations.length]).toEqual(['resolved', undefined, count]);
    expect(organisations.map(({ name }) => name)).toEqual(expect.arrayContaining(some));
  });

  it.each(NAMES)('%s of %s', (text, sender, names) => {
    const { state, organisations } = ask(text, senders[sender]);
    expect(state).toBe('resolved');
    expect(organisations.map(({ name }) => name).sort()).toEqual([...names].sort());
  });

  it.each(OPEN)('%s of %s stays %s: %s', (text, sender, state, reason, count = 0) => {
    const found = ask(text, senders[sender]);
    expect([found.state, found.reason?.code]).toEqual([state, reason]);
    if (state !== 'partial' || count > 0) expect(found.organisations).toHaveLength(count);
    expect(found.confidence).toBeLessThan(0.98);
  });

  it.each([
    ['ผู้ว่าราชการจังหวัด ทุกจังหวัด ยกเว้นจังหวัดนนทบุรี', 'DLA', 75, ['จังหวัดนนทบุรี']],
    ['ผู้ว่าราชการจังหวัด ทุกจังหวัด (ยกเว้นจังหวัดแพร่ และจังหวัดน่าน)', 'DLA', 74, ['จังหวัดแพร่', 'จังหวัดน่าน']],
    ['ผู้ว่าราชการจังหวัด ทั้ง ๗๖ จังหวัด ยกเว้น จังหวัดแพร่ น่าน และพะเยา', 'DLA', 73, ['จังหวัดพะเยา']],
    ['ผู้ว่าราชการจังหวัดทุกจังหวัด เว้นแต่จังหวัดเลย', 'DLA', 75, ['จังหวัดเลย']],
    ['ผู้ว่าราชการจังหวัด ทุกจังหวัด (ยกเว้นกรุงเทพมหานคร)', 'DLA', 76, []],
    ['นายอำเภอทุกอำเภอ (ยกเว้นอำเภอเมืองแพร่)', 'Phrae', 7, ['อำเภอเมืองแพร่']],
    ['นายอำเภอทุกอำเภอ (เว้นอำเภอเมืองแพร่)', 'Phrae', 7, ['อำเภอเมืองแพร่']],
    ['นายอำเภอทุกอำเภอ เว้นอำเภอเมืองแพร่ และลอง', 'Phrae', 6, ['อำเภอเมืองแพร่', 'อำเภอลอง']],
    ['ผู้ว่าราชการจังหวัดทุกจังหวัด (ไม่รวมจังหวัดภูเก็ต)', 'DLA', 75, ['จังหวัดภูเก็ต']],
    ['นายอำเภอทุกอำเภอ ยกเว้นสอง และลอง', 'Phrae', 6, ['อำเภอสอง', 'อำเภอลอง']],
    ['ผู้อำนวยการเขตทุกเขต ยกเว้นเขตดุสิต', 'Bangkok', 49, ['เขตดุสิต']],
  ] as const)('%s leaves %i', (text, sender, count, except) => {
    const found = ask(text, senders[sender]);
    expect([found.state, found.organisations.length]).toEqual(['resolved', count]);
    expect(found.except.map(({ name }) => name)).toEqual(expect.arrayContaining([...except]));
  });

  it('says so where an exception is not known, and guesses none', () => {
    const found = ask('นายอำเภอทุกอำเภอ ยกเว้นอำเภอไม่มีที่นี่', senders.Phrae);
    expect([found.state, found.reason?.code]).toEqual(['partial', 'recipient.exception_unknown']);
    expect(found.organisations).toHaveLength(8);
    expect(found.confidence).toBeLessThan(0.9);
  });

  it('takes no body that became a municipality for its neighbour of nearly the same name', () => {
    const { candidates } = ask('นายกองค์การบริหารส่วนตำบลบ้านถิ่น', senders.Phrae);
    expect(candidates?.map(({ name }) => name)).toEqual(['เทศบาลตำบลบ้านถิ่น']);
  });

  it('shows those between which a person has to decide', () => {
    const { candidates } = ask('นายกองค์การบริหารส่วนตำบลนางัว', senders.NakhonPhanom);
    expect(candidates?.map(({ name }) => name)).toEqual(['องค์การบริหารส่วนตำบลนางัว', 'องค์การบริหารส่วนตำบลนางัว']);
    expect(new Set(candidates?.map(({ code }) => code)).size).toBe(2);
  });

  it('knows no local body without an import, and every province and district', () => {
    expect(ask('นายกเทศมนตรีทุกแห่ง', senders.Phrae, builtInGazetteer()).reason?.code).toBe('recipient.not_imported');
    expect(ask('นายอำเภอทุกอำเภอ', senders.Phrae, builtInGazetteer()).organisations).toHaveLength(8);
  });

  it('is less sure of a bare title, a lost tone mark and a wrong letter', () => {
    const sure = (text: string) => ask(text, senders.Phrae).confidence;
    expect(sure('นายอำเภอสูงเม่น')).toBeGreaterThan(0.9);
    for (const text of ['นายอำเภอ', 'นายอำเภอสูงเมน', 'นายอำเภอสูงเม็น', 'นายอำเภอหนองม่วงไข']) {
      expect(sure(text), text).toBeLessThan(0.9);
    }
    expect(ask('นายอำเภอสูงเมน', senders.Phrae).organisations.map(({ name }) => name)).toEqual(['อำเภอสูงเม่น']);
  });

  it('does not take a short name for another by an edit', () => {
    expect(ask('นายอำเภอลอน', senders.Phrae).state).toBe('unknown');
  });

  it('asks a person about a body that another replaced, and takes it in a letter of its time', () => {
    const old: Organisation = { ...row('6549901', 'sao', 'ทดสอบเก่า'), validTo: '2021-05-31' };
    const now: Organisation = { ...row('5549901', 'subdistrict-municipality', 'ทดสอบเก่า'), replaces: '6549901' };
    const within = new Gazetteer([...gazetteer.all(), old, now]);
    const today = ask('นายกองค์การบริหารส่วนตำบลทดสอบเก่า', senders.Phrae, within);
    expect([today.state, today.candidates?.map(({ code }) => code)]).toEqual(['unknown', ['5549901']]);
    const then = ask('นายกองค์การบริหารส่วนตำบลทดสอบเก่า', { ...senders.Phrae, date: '2017-01-05' }, within);
    expect(then.organisations.map(({ code }) => code)).toEqual(['6549901']);
    expect(ask('นายก อบต. ทุกแห่ง', senders.Phrae, within).organisations).toHaveLength(57);
  });
});

function row(code: string, kind: OrganisationKind, name: string): Organisation {
  return {
    code,
    name: `${KINDS[kind].prefix}${name}`,
    kind,
    level: KINDS[kind].level,
    parent: '5401',
    aliases: [],
    validFrom: null,
    validTo: null,
    replaces: null,
    source: null,
  };
}

describe('for any words', () => {
  const words = RECIPIENT_TITLES.flatMap((title) => title.words);
  const names = gazetteer.all().map(({ name }) => name);
  const piece = fc.oneof(
    fc.constantFrom(...words),
    fc.constantFrom(...names),
    fc.constantFrom(
      ' ',
      'และ',
      ', ',
      '(',
      ')',
      'ทุกแห่ง',
      'ทุกจังหวัด',
      'ทั้ง ๙ อำเภอ',
      'ยกเว้น',
      'ตามบัญชีแนบ',
      'ในจังหวัด',
      'จังหวัด',
    ),
    fc.string(),
  );
  const text = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));
  const sender = fc.constantFrom(...Object.values(senders));

  it('never throws, names only what exists, once, and nothing it leaves out', () => {
    fc.assert(
      fc.property(text, sender, (printed, by) => {
        const found = ask(printed, by);
        const codes = found.organisations.map(({ code }) => code);
        expect(codes.every((code) => gazetteer.get(code) !== null)).toBe(true);
        expect(new Set(codes).size).toBe(codes.length);
        for (const { code } of found.except) expect(codes).not.toContain(code);
        expect(found.state === 'resolved').toBe(found.state === 'resolved' && found.reason === undefined);
        if (found.state === 'unknown' || found.state === 'waiting') expect(codes).toEqual([]);
        else expect(codes.length + found.except.length).toBeGreaterThan(0);
      }),
      { numRuns: 400 },
    );
  });

  it('takes as many away as it is told to', () => {
    const provinces = gazetteer.of(['province'], { area: null, on: null });
    fc.assert(
      fc.property(fc.uniqueArray(fc.constantFrom(...provinces), { minLength: 1, maxLength: 20 }), (out) => {
        const printed = `ผู้ว่าราชการจังหวัด ทุกจังหวัด (ยกเว้น${out.map(({ name }) => name).join(' ')})`;
        const found = ask(printed, senders.DLA);
        expect(found.organisations).toHaveLength(76 - out.length);
        expect(found.except.map(({ code }) => code).sort()).toEqual(out.map(({ code }) => code).sort());
      }),
      { numRuns: 60 },
    );
  });

  it('takes no more than linear time', () => {
    const time = (n: number) => {
      const printed = 'นายอำเภอเมืองแพร่ และ(ทุกอำเภอในจังหวัด '.repeat(n);
      return processorMs(() => ask(printed, senders.Phrae));
    };
    time(50);
    expect(time(4000)).toBeLessThan(1000);
  });
});

const dlaList = join(packageRoot, '../shared/domain/lao_2560.tsv');
describe.skipIf(!existsSync(dlaList))('with the list of all local bodies (../shared/domain/lao_2560.tsv)', () => {
  const all = existsSync(dlaList) ? readFileSync(dlaList, 'utf8').trim().split('\n').slice(1) : [];
  const rows = all.map((line): Organisation => {
    const [code = '', , , name = '', province = '', district = ''] = line.split('\t');
    const kind = kindOfName(name)!;
    return { ...row(code, kind, ''), name, parent: kind === 'pao' ? province : district };
  });
  const full = new Gazetteer([...BUILT_IN, ...rows]);
  const sendersOf = new Map(
    full
      .of(['province'], { area: null, on: null })
      .map(({ code, name }) => [
        code,
        senderOf({ issuer: { name, level: 'province', province: name.slice(7) }, date: '2018-01-01' }, full),
      ]),
  );

  it('finds each by its name in a letter of its province, with the district where two there bear it', () => {
    let byName = 0;
    for (const body of rows) {
      const sender = sendersOf.get(full.provinceOf(body)!.code)!;
      const head = `นายก${body.name.replace(/^เทศบาล/, 'เทศมนตรี')}`;
      const found = ask(head, sender, full);
      if (found.state === 'resolved') {
        expect(found.organisations.map(({ code }) => code)).toEqual([body.code]);
        byName++;
        continue;
      }
      expect(found.reason?.code, head).toBe('recipient.ambiguous');
      const placed = ask(`${head} ${full.districtOf(body)!.name}`, sender, full);
      expect(
        placed.organisations.map(({ code }) => code),
        head,
      ).toEqual([body.code]);
    }
    expect(rows).toHaveLength(7851);
    const bearers = new Map<string, number>();
    for (const { code, name } of rows) {
      const key = `${code.slice(1, 3)} ${name}`;
      bearers.set(key, (bearers.get(key) ?? 0) + 1);
    }
    const namesakes = [...bearers.values()].filter((count) => count > 1).reduce((sum, count) => sum + count, 0);
    expect(byName).toBe(7851 - namesakes);
  }, 60_000);

  it('counts them as the Department did', () => {
    const dla = senderOf(
      { issuer: { name: 'กรมส่งเสริมการปกครองท้องถิ่น', level: 'central', province: null }, date: null },
      full,
    );
    const count = (text: string) => ask(text, dla, full).organisations.length;
    expect(count('นายกองค์การบริหารส่วนจังหวัด ทุกแห่ง')).toBe(76);
    expect(count('นายกเทศมนตรีนคร ทุกแห่ง')).toBe(30);
    expect(count('ผู้บริหารท้องถิ่นทุกแห่ง')).toBe(7851);
    expect(ask('นายกเทศมนตรีทุกแห่ง', dla, full).state).toBe('resolved');
  });
});
