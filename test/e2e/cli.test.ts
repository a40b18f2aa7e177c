import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { families } from '../../schemas/families.js';
import { fileFailure, fileRecord } from '../../schemas/record.js';
import { packageRoot } from '../../src/shared/package-root.js';
import { extracted, folded } from '../support/searchable.js';

const program = join(packageRoot, 'dist/src/cli/main.js');
const fixture = (name: string, input: string) => join(packageRoot, 'fixtures', name, input);
const BUNDLE = fixture('001-lert-rat-phrae-text', 'input.txt');
const EMPTY = fixture('101-zero-bytes', 'input.pdf');

let folder: string;
const servers: ChildProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wian-cli-'));
});
afterEach(async () => {
  for (const server of servers.splice(0)) server.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** Surroundings in which nothing is set but what is given; temporary files go where the test can look. */
const env = (more: Record<string, string> = {}) => {
  mkdirSync(join(folder, 'tmp'), { recursive: true });
  return {
    PATH: process.env.PATH,
    TMPDIR: join(folder, 'tmp'),
    WIAN_STORE: join(folder, 'store'),
    WIAN_PORT: '0',
    ...more,
  };
};

function wian(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    const options = { env: env(), cwd: folder, maxBuffer: 64 * 1024 * 1024 };
    execFile(process.execPath, [program, ...args], options, (error, out, err) => {
      resolve({ code: error ? Number(error.code) : 0, out, err });
    });
  });
}

/** A server on the store, once it listens. */
async function started(): Promise<{ server: ChildProcess; address: string }> {
  const server = spawn(process.execPath, [program, 'start'], { env: env(), stdio: ['ignore', 'pipe', 'inherit'] });
  servers.push(server);
  const address = await new Promise<string>((resolve) => {
    createInterface(server.stdout).once('line', (line) => resolve(/http:\S+/.exec(line)![0]));
  });
  return { server, address };
}

describe('wian read and relay', { timeout: 60_000 }, () => {
  it('prints one record a line in the order given, the others too when one cannot be read, and leaves nothing behind', async () => {
    const missing = join(folder, 'ไม่มี.pdf');
    const { code, out, err } = await wian('read', '--json', BUNDLE, EMPTY, missing, BUNDLE);
    expect(code).toBe(1);
    const lines = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ file }) => file)).toEqual([BUNDLE, EMPTY, missing, BUNDLE]);
    expect(fileRecord.parse(lines[0]).letters[0]?.reference?.normalized).toBe('พร 0023.3/ว 53/3');
    expect(fileFailure.parse(lines[1]).error.code).toBe('file.empty');
    expect(fileFailure.parse(lines[2]).error.code).toBe('file.not_found');
    expect(lines[3]).toEqual(lines[0]);
    expect(err).toContain('file.empty');
    expect(readdirSync(folder)).toEqual(['tmp']);
    expect(readdirSync(join(folder, 'tmp'))).toEqual([]);
  });

  it('joins the letters of a bundle into its family', async () => {
    const { code, out } = await wian('relay', '--json', BUNDLE);
    expect(code).toBe(0);
    const [family] = families.parse(JSON.parse(out)).families;
    expect(family?.hops.map(({ days, match }) => [days, match])).toEqual([
      [17, 'exact'],
      [15, 'corrected'],
    ]);
  });

  it('keeps what it read where a store is given, the record being the same', async () => {
    const store = join(folder, 'kept');
    const kept = await wian('read', '--json', '--store', store, BUNDLE, EMPTY);
    expect(kept.code).toBe(1);
    expect(kept.out).toBe((await wian('read', '--json', BUNDLE, EMPTY)).out);
    const shown = await wian('show', '--json', '--store', store, '1');
    expect({ ...JSON.parse(shown.out), file: BUNDLE }).toEqual(JSON.parse(kept.out.split('\n')[0]!));
  });

  it('tells wrong usage from work that failed', async () => {
    expect((await wian('read')).code).toBe(2);
    expect((await wian('frobnicate')).code).toBe(2);
    expect((await wian('--help')).code).toBe(0);
    const wrong = await wian('show', '7');
    expect(wrong.code).toBe(1);
    expect(wrong.err).toContain('record.not_found');
  });
});

describe('what wian prints', { timeout: 60_000 }, () => {
  it('may be cut off by who reads it', async () => {
    const child = spawn(process.execPath, [program, 'holidays', 'list'], {
      env: env(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.destroy();
    let err = '';
    child.stderr.on('data', (more) => {
      err += more;
    });
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect([code, err]).toEqual([0, '']);
  });
});

describe('wian searchable', { timeout: 60_000 }, () => {
  const SCAN = fixture('013-opdc-png', 'input.png');
  const places = (pdf: string) => extracted(readFileSync(pdf));

  it('writes a PDF of a scan in which every line that was read is found, and of the others says what is wrong', async () => {
    const out = join(folder, 'ค้นได้');
    const { code, out: written, err } = await wian('searchable', '--out', out, SCAN, EMPTY, BUNDLE);
    expect(code).toBe(1);
    expect(written).toBe(`${join(out, 'input.searchable.pdf')}\n`);
    expect(err).toMatch(/file\.empty: ไฟล์ว่างเปล่า .*empty/);
    expect(err).toMatch(/file\.no_picture: .* A text file has no pictures/);
    expect(readdirSync(out)).toEqual(['input.searchable.pdf']);
    const record = fileRecord.parse(JSON.parse((await wian('read', '--json', SCAN)).out));
    const { text } = await places(join(out, 'input.searchable.pdf'));
    const lines = record.page[0]!.text.split('\n').map(folded);
    expect(lines.length).toBeGreaterThan(10);
    expect(lines.filter((line) => !text.includes(line))).toEqual([]);
  });

  it('writes beside a file, again without harm, and over no file that it was given', async () => {
    const scan = join(folder, 'ก.png');
    const other = join(folder, 'ก.searchable.pdf');
    cpSync(SCAN, scan);
    cpSync(fixture('009-lert-rat-born-digital', 'input.pdf'), other);
    const before = readFileSync(other);
    const first = await wian('searchable', scan, other);
    expect(first.code, first.err).toBe(0);
    expect(readFileSync(other).equals(before)).toBe(true);
    const made = ['ก.png.searchable.pdf', 'ก.searchable.searchable.pdf'];
    expect(readdirSync(folder).sort()).toEqual(['tmp', 'ก.png', made[0], 'ก.searchable.pdf', made[1]].sort());
    expect(readFileSync(join(folder, made[1]!)).equals(before)).toBe(true);
    const once = readFileSync(join(folder, made[0]!));
    await wian('searchable', scan, other);
    expect(readFileSync(join(folder, made[0]!)).equals(once)).toBe(true);
  });

  it('says so where it cannot write', async () => {
    const { code, err } = await wian('searchable', '--out', join(BUNDLE, 'under-a-file'), SCAN);
    expect(code).toBe(1);
    expect(err).toContain('file.not_written: เขียนไฟล์ไม่ได้');
  });
});

describe('wian add, list, show and retry', { timeout: 90_000 }, () => {
  it('take a folder in, list it with what is wrong with it, and know what comes again', async () => {
    const scans = join(folder, 'หนังสือเข้า');
    mkdirSync(scans);
    cpSync(BUNDLE, join(scans, 'ว ๕๓.txt'));
    cpSync(EMPTY, join(scans, 'ว่าง.pdf'));
    const first = await wian('add', scans);
    expect(first.code).toBe(1);
    expect(first.err).toContain('file.empty');
    const again = await wian('add', join(scans, 'ว ๕๓.txt'));
    expect(again.code).toBe(0);
    expect(again.out).toContain('already received');
    const list = (await wian('list', '--json')).out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(list.map(({ name, status }) => [name, status]).sort()).toEqual([
      ['ว ๕๓.txt', 'done'],
      ['ว่าง.pdf', 'failed'],
    ]);
    const register = (await wian('list')).out;
    expect(register).toContain('เลขที่หนังสือ พร 0023.3/ว 53/3');
    expect(register).toContain('อ้างว่า มท 0810.7/ว 424');
    expect((await wian('retry')).out).toContain('1 ไฟล์');
  });

  it('go through the server that has the store open, and a second server is kept off', async () => {
    const { server, address } = await started();
    const second = await wian('start');
    expect(second.code).toBe(1);
    expect(second.err).toContain('store.locked');
    expect(second.err).toContain(address);
    expect((await wian('add', BUNDLE)).code).toBe(0);
    const record = JSON.parse((await wian('show', '--json', '1')).out);
    expect(record.sha256).toBe((await wian('read', '--json', BUNDLE)).out.match(/"sha256":"([0-9a-f]+)"/)![1]);
    const lock = JSON.parse(readFileSync(join(folder, 'store', 'lock.json'), 'utf8'));
    expect(lock).toMatchObject({ pid: server.pid, address });
    const doctor = await wian('doctor');
    expect(doctor.code, doctor.out).toBe(0);
    expect(doctor.out).toContain(address);
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(readdirSync(join(folder, 'store'))).not.toContain('lock.json');
  });
});

describe('the first start, and wian people', { timeout: 180_000 }, () => {
  /** What a server says at its start, and how to end it in order. */
  async function startedSaying() {
    const server = spawn(process.execPath, [program, 'start'], { env: env(), stdio: ['ignore', 'pipe', 'inherit'] });
    servers.push(server);
    let said = '';
    server.stdout.on('data', (part) => {
      said += part;
    });
    const end = async () => {
      const ended = new Promise((resolve) => server.once('exit', resolve));
      server.kill('SIGTERM');
      await ended;
      return said;
    };
    return { said: () => said, end };
  }
  const post = (address: string, path: string, body: object) =>
    fetch(`${address}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: address },
      body: JSON.stringify(body),
    });
  const tokenIn = (text: string) => /\/join#([\w-]+)/.exec(text)?.[1];

  it('show a link that makes the first administrator, once, and one by which a login is set anew', async () => {
    const first = await startedSaying();
    await expect.poll(first.said, { timeout: 60_000 }).toContain(' / until ');
    const [address, link] = first.said().match(/http:\S+/g)!;
    expect(first.said()).toContain('ยังไม่มีผู้ดูแลระบบ');
    expect(first.said().match(/\/join#/g)).toHaveLength(1);
    expect(link!.startsWith(`${address}/join#`)).toBe(true);
    const password = 'ข้าวเหนียวมะม่วงสองจาน';
    const admin = { organisation: '54', login: 'aree', name: 'อารี ดูแลดี', position: null };
    const token = tokenIn(link!);
    expect((await post(address!, '/api/join', { token, password, first: admin })).status).toBe(200);
    const again = { ...admin, login: 'other' };
    expect((await post(address!, '/api/join', { token, password, first: again })).status).toBe(410);
    expect(tokenIn(await first.end())).toBe(token);

    const second = await startedSaying();
    await expect.poll(second.said, { timeout: 60_000 }).toContain('wian: http');
    const at = /http:\S+/.exec(second.said())![0];
    const reset = await wian('people', 'reset', 'AREE');
    expect([reset.code, reset.err]).toEqual([0, '']);
    expect(reset.out.trim().startsWith(`${at}/join#`)).toBe(true);
    const other = 'ส้มตำไก่ย่างสามจาน';
    expect((await post(at, '/api/join', { token: tokenIn(reset.out), password: other })).status).toBe(200);
    expect((await post(at, '/api/session', { login: 'aree', password })).status).toBe(401);
    expect((await post(at, '/api/session', { login: 'aree', password: other })).status).toBe(200);
    const nobody = await wian('people', 'reset', 'nobody');
    expect([nobody.code, nobody.out]).toEqual([1, '']);
    expect(nobody.err).toContain('record.not_found');
    expect(await second.end()).not.toContain('/join#');
    // The command opens the store itself where no server has it.
    const alone = await wian('people', 'reset', 'aree');
    expect([alone.code, tokenIn(alone.out)?.length]).toEqual([0, 43]);
  });
});

describe('wian holidays', { timeout: 90_000 }, () => {
  const table = () => join(folder, 'วันหยุด.csv');
  const write = (...lines: string[]) =>
    writeFileSync(table(), ['date,name,kind,source,status', ...lines, ''].join('\n'));

  it('imports a year, says line by line what is wrong, and lists what counts', async () => {
    write('๒๕๗๐-๐๑-๐๑,วันขึ้นปีใหม่,official,มติ ครม.,announced', '2570-02-30,ไม่มีวันนี้,official,มติ ครม.,announced');
    await started();
    const wrong = await wian('holidays', 'import', table());
    expect(wrong.code).toBe(1);
    expect(wrong.err).toContain(`${table()}:3: csv.value: date: ค่าไม่ถูกต้อง`);
    expect(wrong.err).toContain('A value is not valid.');
    write('๒๕๗๐-๐๑-๐๑,วันขึ้นปีใหม่,official,มติ ครม.,announced');
    const tried = await wian('holidays', 'import', '--dry-run', table());
    expect([tried.code, tried.out]).toEqual([0, expect.stringContaining('1 วัน ของปี พ.ศ. 2570  ตรวจแล้ว ยังไม่นำเข้า')]);
    expect((await wian('holidays', 'list', '--year', '2570')).out).toContain('ยังไม่ประกาศ');
    expect((await wian('holidays', 'import', table())).code).toBe(0);
    const added = await wian('holidays', 'add', '2570-06-02', 'วันหยุดพิเศษ', '--source', 'มติ ครม.');
    expect(added.code, added.err).toBe(0);
    const list = (await wian('holidays', 'list', '--year', '๒๕๗๐')).out.trimEnd().split('\n');
    expect(list.map((line) => line.slice(0, 10))).toEqual(['2027-01-01', '2027-06-02']);
    expect(list.join()).not.toContain('ยังไม่ประกาศ');
    expect((await wian('holidays', 'remove', '2027-06-02')).code).toBe(0);
    expect((await wian('holidays', 'remove', '2027-06-02')).err).toContain('record.not_found');
    expect((await wian('holidays', 'add', '31/12/2570', 'ก', '--source', 'ข')).code).toBe(2);
    expect((await wian('holidays', 'import', join(folder, 'ไม่มี.csv'))).err).toContain('file.not_found');
  });

  it('go with the deadlines that a file shows', async () => {
    const letter = join(folder, 'ว.txt');
    const lines = [
      'ที่ มท ๐๘๑๐.๗/ว ๕๒๔\t\tกรมส่งเสริมการปกครองท้องถิ่น',
      '๗ กุมภาพันธ์ ๒๕๖๘',
      'เรื่อง  การรายงานผลการดำเนินงาน',
      'เรียน  ผู้ว่าราชการจังหวัด ทุกจังหวัด',
      'ด้วยกรมส่งเสริมการปกครองท้องถิ่นมีความจำเป็นต้องใช้ข้อมูล จึงขอให้รายงานผลการดำเนินงานภายใน ๓ วันทำการ นับแต่วันที่ในหนังสือ',
      'จึงเรียนมาเพื่อโปรดพิจารณา',
      'ขอแสดงความนับถือ',
      '(นายขจร ศรีชวโนทัย)',
      'อธิบดีกรมส่งเสริมการปกครองท้องถิ่น',
    ];
    writeFileSync(letter, lines.join('\n\n'));
    await started();
    expect((await wian('add', letter)).code).toBe(0);
    const shown = (await wian('show', '1')).out;
    // 10, 11 and 13 ก.พ.: the 12th is มาฆบูชา.
    expect(shown).toMatch(/กำหนดเวลา +๑๓ กุมภาพันธ์ ๒๕๖๘/);
    expect(shown).toMatch(/วิธีนับ +๓ วันทำการ นับถัดจากวันที่ในหนังสือ ๗ กุมภาพันธ์ ๒๕๖๘/);
    const added = await wian('holidays', 'add', '2568-02-13', 'วันหยุดพิเศษ', '--source', 'มติ ครม.');
    expect(added.out).toContain('คำนวณกำหนดเวลาใหม่ 1 รายการ');
    const due = await wian('deadlines', '--as-of', '2568-02-14');
    expect(due.out).toMatch(/กำหนดเวลา +๑๔ กุมภาพันธ์ ๒๕๖๘ +ครบกำหนดวันนี้/);
    expect((await wian('deadlines', '--as-of', '2568-02-15')).out).toBe('');
    const [item] = (await wian('deadlines', '--all', '--json')).out.trimEnd().split('\n');
    expect(JSON.parse(item!)).toMatchObject({ key: '1#0', resolved: { dueOn: '2025-02-14', basis: 'counted' } });
  });
});

describe('wian organisations', { timeout: 180_000 }, () => {
  const PHRAE = join(packageRoot, 'organisations/phrae.csv');
  const listed = () => join(folder, 'ว ๕๔.txt');
  const states = async () => {
    const record = fileRecord.parse(JSON.parse((await wian('show', '--json', '1')).out));
    return record.letters[0]!.recipients.map(({ resolved }) => [resolved!.state, resolved!.organisations.length]);
  };

  it('are imported through the server that has the store open, and resolve what is in it', async () => {
    await started();
    writeFileSync(
      listed(),
      [
        'ที่ พร ๐๐๒๓.๓/ว ๕๔          ศาลากลางจังหวัดแพร่\n๑๑ กุมภาพันธ์ ๒๕๖๘\nเรื่อง  การประชุมชี้แจง',
        'เรียน  นายอำเภอทุกอำเภอ นายกเทศมนตรีตำบลทุกแห่ง และนายกองค์การบริหารส่วนตำบล (ตามบัญชีแนบ)',
        'ด้วยจังหวัดแพร่จะจัดประชุม จึงเรียนมาเพื่อทราบ\nขอแสดงความนับถือ\n(นายสมชาย ใจดี)\nผู้ว่าราชการจังหวัดแพร่',
        '\fบัญชีแนบท้าย\n๑. องค์การบริหารส่วนตำบลป่าแดง\n๒. องค์การบริหารส่วนตำบลหัวฝาย',
      ].join('\n'),
    );
    expect((await wian('add', listed())).code).toBe(0);
    expect(await states()).toEqual([
      ['resolved', 8],
      ['unknown', 0],
      ['waiting', 0],
    ]);
    const dry = await wian('organisations', 'import', '--dry-run', PHRAE);
    expect([dry.code, dry.out.split('\n')[1]]).toEqual([0, '   + 4540102 เทศบาลเมืองแพร่']);
    expect((await wian('organisations', 'import', PHRAE)).out).toContain('เทียบผู้รับหนังสือใหม่ 1 ฉบับ');
    expect(await states()).toEqual([
      ['resolved', 8],
      ['resolved', 25],
      ['resolved', 2],
    ]);
    expect((await wian('show', '1')).out).toContain('นายอำเภอทุกอำเภอ → ๘ อำเภอ');
    const towns = await wian('organisations', 'list', '--province', 'แพร่', '--kind', 'town-municipality');
    expect(towns.out).toBe('4540102\ttown-municipality\tเทศบาลเมืองแพร่\n');
    expect((await wian('organisations', 'export')).out.trimEnd().split('\n')).toHaveLength(85);
    const missing = await wian('organisations', 'list', '--province', 'ไม่มี');
    expect([missing.code, missing.err]).toEqual([1, expect.stringContaining('record.not_found')]);
    expect((await wian('organisations', 'list', '--kind', 'x')).code).toBe(2);
  });

  it('are refused with every fault and its line, and the next list is taken', async () => {
    const wrong = join(folder, 'ผิด.csv');
    writeFileSync(wrong, 'code,name,kind,province,district\n1,เทศบาลตำบลก,ทต.,แพร่,ลอง\n2,เทศบาลตำบลข,ทต.,แพร่,น่าน\n');
    for (const server of [false, true]) {
      if (server) await started();
      const refused = await wian('organisations', 'import', wrong, PHRAE);
      expect(refused.code).toBe(1);
      expect(refused.err).toContain(`${wrong}:3: district: organisation.district: ไม่มีอำเภอนี้ในจังหวัด`);
      expect(refused.err).toContain('organisations.invalid');
      expect(refused.out).toContain(server ? 'เพิ่ม 0 แก้ไข 0 คงเดิม 84' : 'เพิ่ม 83 แก้ไข 1 คงเดิม 0');
    }
  });

  it('stops without a fault when its reader has enough', async () => {
    const { out, err } = await new Promise<{ out: string; err: string }>((resolve) => {
      const command = `"${process.execPath}" "${program}" organisations list | head -n 1`;
      execFile('sh', ['-c', command], { env: env(), cwd: folder }, (_, out, err) => resolve({ out, err }));
    });
    expect(out).toMatch(/^\S+\tministry\t.+\n$/);
    expect(err).toBe('');
    // The store is free again. Nothing is in it: that is said, with what to do, and not among the output.
    for (const args of [['list'], ['list', '--json']]) {
      const listed = await wian(...args);
      expect([listed.code, listed.out]).toEqual([0, '']);
      expect(listed.err).toContain('wian add');
    }
  });
});
