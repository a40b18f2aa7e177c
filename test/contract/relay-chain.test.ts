import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { chaseAnswer, matterChain, mattersAnswer, recipientsAnswer } from '../../schemas/matters.js';
import { auditLog } from '../../src/audit/audit.table.js';
import { holdings } from '../../src/circulars/holdings.table.js';
import type { Actor } from '../../src/people/actor.js';
import { type TestDatabase, testDatabases } from '../support/databases.js';
import { appOf, as, bearer, fileOf, keyOf, personOf } from '../support/http.js';
import { bundleOf, MUEANG, NAN, PHRAE, RONG_KWANG, SURVEY, survey, surveySample } from '../support/relay-sample.js';
import { type TestStore, testStore } from '../support/store.js';

// The letters are given by the test; the rules that make letters of text have tests of their own.
vi.mock('../../src/domain/compose.js', async () => ({
  composeFile: (await import('../support/compose.js')).composeTestFile,
}));

const viewer = (organisation: string, given = {}): Actor => personOf({ organisation, roles: ['viewer'], ...given });

describe.each(testDatabases())('the relay chain of a matter on $name', ({ open }) => {
  let database: TestDatabase;
  let store: TestStore;
  let of: Awaited<ReturnType<typeof surveySample>>;
  const get = async (url: string, actor: Actor) => appOf(store).inject({ url, headers: as(actor) });
  const chain = async (key: string, actor: Actor) => matterChain.parse((await get(`/api/relay/${key}`, actor)).json());

  beforeAll(async () => {
    database = await open();
    store = testStore(database.db);
    store.time = new Date('2025-02-24T03:00:00Z');
    of = await surveySample(store);
  });
  afterAll(async () => {
    store.dispose();
    await database.close();
  });

  it('tells each stop with its number, day, arrival and what was left, and marks where the papers differ', async () => {
    const told = await chain(`${of.bundle}-0`, viewer(PHRAE));
    const shown = told.nodes.map(({ kind, organisation, reference, date, days }) => [
      kind,
      organisation,
      reference,
      date,
      days,
    ]);
    expect(shown).toEqual([
      ['cited', 'สำนักงาน ก.พ.ร.', 'นร 1200/ว 3', '2025-01-10', null],
      ['letter', 'กรมส่งเสริมการปกครองท้องถิ่น', 'มท 0810.7/ว 524', '2025-01-27', null],
      ['letter', 'จังหวัดแพร่', 'พร 0023.3/ว 30', '2025-02-12', 16],
    ]);
    const province = told.nodes[2]!;
    // 5 February to 14 March; Makha Bucha on 12 February is no working day.
    expect(province.arrival).toMatchObject({
      date: '2025-02-05',
      evidence: 'stamp',
      sure: false,
      deadline: '2025-03-14',
      daysLeft: 37,
      workingDaysLeft: 26,
    });
    expect(province).toMatchObject({ own: true, held: 7, deadline: '2025-03-14', daysLeft: 30, workingDaysLeft: 22 });
    expect(
      told.edges.map(({ match, days, differences }) => [match, days, differences.map(({ field }) => field)]),
    ).toEqual([
      ['cited', 17, []],
      ['corrected', 16, ['reference', 'date']],
    ]);
    const [number] = told.edges[1]!.differences;
    expect(number).toMatchObject({ cited: 'มท 0810.7/ว 424', found: 'มท 0810.7/ว 524' });
    expect(number!.text).toBe('ไม่ตรงกัน เลขที่: อ้างว่า มท 0810.7/ว 424 แต่ตัวหนังสือเป็น มท 0810.7/ว 524');
    expect(told.sentences).toEqual([
      'หนังสือกรมส่งเสริมการปกครองท้องถิ่น ที่ มท 0810.7/ว 524 ลงวันที่ ๒๗ มกราคม ๒๕๖๘ → จังหวัดแพร่ ใช้ 16 วัน เหลือ 30 วันก่อนครบกำหนด ๑๔ มีนาคม ๒๕๖๘',
    ]);
  });

  it('counts what the bodies below did, and says ไม่ทราบ of those that do not use wian', async () => {
    const told = await chain(`${of.bundle}-0`, viewer(PHRAE));
    const { sent } = told.nodes.at(-1)!;
    expect(sent).toEqual({
      total: 8,
      received: 2,
      read: 2,
      acknowledged: 1,
      forwarded: 1,
      done: 0,
      waiting: 1,
      unknown: 5,
    });
    const answer = await get(`/api/relay/${of.bundle}-0/recipients`, viewer(PHRAE));
    const { counts, recipients } = recipientsAnswer.parse(answer.json());
    expect(counts).toEqual(sent);
    expect(recipients.slice(0, 4).map(({ name, state, usesWian }) => [name, state, usesWian])).toEqual([
      ['อำเภอเมืองแพร่', 'forwarded', true],
      ['อำเภอร้องกวาง', 'read', true],
      ['อำเภอลอง', 'waiting', true],
      ['อำเภอสูงเม่น', 'unknown', false],
    ]);
    const csv = (await get(`/api/relay/${of.bundle}-0/recipients?format=csv`, viewer(PHRAE))).body;
    expect(csv.split('\n').slice(0, 2)).toEqual([
      '\ufeffรหัส,หน่วยงาน,สถานะ,ส่งเมื่อ,รับเมื่อ,อ่านเมื่อ,รับทราบเมื่อ,ส่งต่อเมื่อ,ดำเนินการเมื่อ',
      '5401,อำเภอเมืองแพร่,ส่งต่อแล้ว,2025-02-13T02:00:00.000Z,2025-02-14T02:00:00.000Z,2025-02-14T02:00:00.000Z,2025-02-17T02:00:00.000Z,2025-02-19T02:00:00.000Z,',
    ]);
    expect(csv).not.toContain('ยังไม่ได้รับ');
    expect(csv).toContain('5404,อำเภอสูงเม่น,ไม่ทราบ,,');
  });

  it('chases by name those alone who use wian and have not', async () => {
    const answer = await get(`/api/relay/${of.bundle}-0/chase?for=acknowledged`, viewer(PHRAE));
    const { outstanding, unknown, text, unknownText } = chaseAnswer.parse(answer.json());
    expect(outstanding.map(({ name }) => name)).toEqual(['อำเภอร้องกวาง', 'อำเภอลอง']);
    expect(unknown).toHaveLength(5);
    expect(text).toContain(`ตามหนังสือจังหวัดแพร่ ที่ พร ๐๐๒๓.๓/ว ๓๐ ลงวันที่ ๑๒ กุมภาพันธ์ ๒๕๖๘ เรื่อง ${SURVEY}`);
    expect(text).toContain('จำนวน ๒ แห่ง ดังนี้\n๑. อำเภอร้องกวาง\n๒. อำเภอลอง\n');
    expect(text).toContain('ครบกำหนดวันที่ ๑๔ มีนาคม ๒๕๖๘');
    for (const { name } of unknown) expect(text).not.toContain(name);
    expect(unknownText).toContain('จึงไม่ทราบสถานะ จำนวน ๕ แห่ง');
    const received = chaseAnswer.parse(
      (await get(`/api/relay/${of.bundle}-0/chase?for=received`, viewer(PHRAE))).json(),
    );
    expect(received.outstanding.map(({ name }) => name)).toEqual(['อำเภอลอง']);
  });

  it('shows a body below the letter that was sent to it, and of the letters above what stands on it', async () => {
    const told = await chain(`${of.bundle}-0`, viewer(RONG_KWANG));
    expect(told.nodes.map(({ kind, organisation, reference }) => [kind, organisation, reference])).toEqual([
      ['cited', 'กรมส่งเสริมการปกครองท้องถิ่น', 'มท 0810.7/ว 424'],
      ['letter', 'จังหวัดแพร่', 'พร 0023.3/ว 30'],
      ['receiver', 'อำเภอร้องกวาง', null],
    ]);
    // The one that asks stands on its own level, and the letters that are seen can be opened.
    expect(told.nodes[2]!.level).toBe('district');
    expect(told.nodes.map(({ receipt, ordinal }) => [receipt, ordinal])).toEqual([
      [null, null],
      [of.bundle, 0],
      [null, null],
    ]);
    // The department's number as its own letter has it is not on the paper that was sent.
    expect(JSON.stringify(told)).not.toContain('524');
    expect(told.nodes.map(({ sent }) => sent)).toEqual([null, null, null]);
    expect(told.nodes[2]!.arrival).toMatchObject({ date: '2025-02-13', evidence: 'inbox', daysLeft: 29 });
  });

  it('keeps what the bodies below wrote from the one above, and everything from everybody else', async () => {
    const told = JSON.stringify(await chain(`${of.bundle}-0`, viewer(PHRAE)));
    expect(told).not.toContain('พร 0118/ว 7');
    expect(told).not.toContain('นน 0023.3');
    for (const actor of [viewer(NAN), viewer(MUEANG), viewer('5405'), keyOf(NAN, ['reports:read'])]) {
      const own = actor.kind !== 'machine' && actor.organisation === MUEANG ? of.nan : of.bundle;
      for (const tail of ['', '/recipients', '/chase', '?format=csv', '/recipients?format=csv']) {
        const answer = await get(`/api/relay/${own}-0${tail}`, actor);
        expect([answer.statusCode, answer.json().code]).toEqual([404, 'record.not_found']);
        expect(answer.json()).not.toHaveProperty('message', expect.stringContaining(SURVEY));
      }
    }
    expect((await get(`/api/relay/${of.bundle}-0/recipients`, viewer(RONG_KWANG))).json().recipients).toEqual([]);
    for (const roles of [['admin'], []] as const) {
      const answer = await get(`/api/relay/${of.bundle}-0`, personOf({ organisation: PHRAE, roles }));
      expect(answer.statusCode).toBe(403);
    }
    expect((await get(`/api/relay/${of.bundle}-0`, keyOf(PHRAE, ['letters:read']))).statusCode).toBe(403);
  });

  it('lists the matters of the letters that are seen, and finds them by words and numbers of either digits', async () => {
    const listed = async (query: string, actor: Actor) =>
      mattersAnswer
        .parse((await get(`/api/relay?${query}`, actor)).json())
        .matters.map(({ key, letters, hops, differences, deadline }) => ({
          key,
          letters,
          hops,
          differences,
          deadline,
        }));
    const row = { key: `${of.bundle}-1`, letters: 2, hops: 1, differences: 1, deadline: '2025-03-14' };
    expect(await listed('', viewer(PHRAE))).toEqual([row]);
    for (const text of ['ผู้สูงอายุ', 'ว ๕๒๔', '0810.7/ว 524', 'แพร่']) {
      expect(await listed(`text=${encodeURIComponent(text)}`, viewer(PHRAE))).toEqual([row]);
    }
    expect(await listed(`text=${encodeURIComponent('ว 11')}`, viewer(PHRAE))).toEqual([]);
    expect(await listed('', viewer(NAN))).toEqual([
      { key: `${of.nan}-0`, letters: 1, hops: 0, differences: 0, deadline: null },
    ]);
    expect(await listed('', viewer('5405'))).toEqual([]);
    const all = await appOf(store).inject({ url: '/api/relay?sort=deadline', headers: bearer });
    expect(all.json()).toMatchObject({ total: 1, matters: [{ letters: 4, hops: 3 }] });
  });

  it('goes by the day that a person entered before the one of a stamp, and says that they differ', async () => {
    await store.db.update(holdings).set({ arrivedAt: new Date('2025-02-06T02:00:00Z') });
    const { arrival, held } = (await chain(`${of.bundle}-0`, viewer(PHRAE))).nodes[2]!;
    expect(arrival).toMatchObject({ date: '2025-02-06', evidence: 'hand', sure: true, daysLeft: 36 });
    expect(arrival!.note).toContain('๕ กุมภาพันธ์ ๒๕๖๘ ตามตรารับ');
    expect(held).toBe(6);
    await store.db.update(holdings).set({ arrivedAt: null });
  });

  it('shows of a secret letter its number and date, and to who is named for it the rest, which is written down', async () => {
    const receipt = await fileOf(
      store,
      PHRAE,
      bundleOf({
        ...survey,
        subject: 'เรื่องลับ',
        department: { ref: 'มท ๐๘๑๐.๗/ว ๖๐๐', date: '2025-02-03' },
        province: { ref: 'พร ๐๐๒๓.๓/ว ๕๕', date: '2025-02-20' },
        secrecy: 'secret',
      }).slice(0, 1),
    );
    const told = await chain(`${receipt}-0`, viewer(PHRAE));
    expect(told.nodes).toHaveLength(1);
    expect(told.nodes[0]).toMatchObject({
      reference: 'พร 0023.3/ว 55',
      date: '2025-02-20',
      subject: null,
      organisation: null,
      deadline: null,
    });
    expect(JSON.stringify(told)).not.toContain('ว 600');
    const before = (await store.db.select().from(auditLog)).length;
    const named = await chain(`${receipt}-0`, viewer(PHRAE, { secret: true }));
    expect(named.nodes.at(-1)).toMatchObject({ subject: 'เรื่องลับ', deadline: '2025-03-14' });
    const log = await store.db.select().from(auditLog);
    expect(log).toHaveLength(before + 1);
    expect(log.at(-1)).toMatchObject({ action: 'letter.secret-viewed', receipt });
    const list = (await get('/api/relay', viewer(PHRAE, { secret: true }))).json();
    expect(JSON.stringify(list)).not.toContain('เรื่องลับ');
  });
});
