import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lineNotifier, lineTexts, retryKey } from '../../../src/adapters/notify/line.js';
import { messageText } from '../../../src/domain/alerts/text.js';
import type { Notifier, OutgoingMessage } from '../../../src/ports.js';
import { createLogger } from '../../../src/shared/logger.js';
import { contentOf, lineOf } from '../../support/alert-lines.js';
import { type LineServer, lineServer } from '../../support/line-server.js';

const USER = `U${'a'.repeat(32)}`;

let line: LineServer;
let time: number;
let log: string[];
beforeEach(async () => {
  line = await lineServer();
  time = Date.parse('2025-02-10T01:00:00Z');
  line.now = () => time;
  log = [];
});
afterEach(() => line.close());

const notifier = (given: { token?: string; api?: string; timeoutMs?: number } = {}): Notifier =>
  lineNotifier({
    token: line.token,
    api: line.url,
    log: createLogger('info', { write: (text) => log.push(String(text)) > 0 }),
    now: () => time,
    ...given,
  });
const content = contentOf([lineOf()]);
const message = (given: Partial<OutgoingMessage> = {}): OutgoingMessage => ({
  key: 'digest person:3 6580101 2025-02-10',
  tried: 0,
  to: USER,
  ...messageText(content, { on: '2025-02-10' }),
  content,
  ...given,
});
const asked = (path: string) => line.requests.filter((request) => request.path === path).length;

describe('a message by LINE', () => {
  it('goes to the person, under a key of its own', async () => {
    expect(await notifier().send(message())).toEqual({ outcome: 'sent', id: expect.stringMatching(/^\d+$/) });
    expect(line.pushed).toEqual([{ to: USER, texts: [message().text.trim()] }]);
    expect(line.requests.at(-1)!.headers).toMatchObject({
      'x-line-retry-key': retryKey(message().key),
      'content-type': 'application/json',
    });
  });

  it.each(['accepted-then-fails', 'accepted-then-hangs'] as const)(
    'arrives once where LINE takes it and its answer is lost (%s)',
    async (how) => {
      const to = notifier({ timeoutMs: 300 });
      line.push = how;
      expect(await to.send(message())).toMatchObject({ outcome: 'unknown' });
      line.push = 'works';
      // Another process, after a crash, does the same.
      const again = await notifier().send(message({ tried: 1 }));
      expect(again).toMatchObject({ outcome: 'sent', id: expect.stringMatching(/^\d+$/) });
      expect(line.pushed).toHaveLength(1);
      expect(await to.send(message({ key: 'digest person:3 6580101 2025-02-11' }))).toMatchObject({ outcome: 'sent' });
      expect(line.pushed).toHaveLength(2);
    },
  );

  it.each([
    ['fails', 'unknown', /LINE 500/],
    ['hangs', 'unknown', /timeout/],
    ['too-fast', 'again', /LINE 429 The API rate limit/],
    ['forbidden', 'failed', /LINE 403 Access to this API/],
  ] as const)('that LINE does not take (%s) is %s', async (push, outcome, reason) => {
    line.push = push;
    expect(await notifier({ timeoutMs: 300 }).send(message())).toMatchObject({
      outcome,
      reason: expect.stringMatching(reason),
    });
    line.push = 'works';
    expect(await notifier().send(message())).toMatchObject({ outcome: 'sent' });
    expect(line.pushed).toHaveLength(1);
  });

  it('to somebody whom LINE does not know has failed, with what LINE says', async () => {
    expect(await notifier().send(message({ to: 'nobody' }))).toEqual({
      outcome: 'failed',
      reason: "LINE 400 The property, 'to', in the request body is invalid (line: -, column: -)",
    });
    const empty = await notifier().send(message({ text: '' }));
    expect(empty).toEqual({
      outcome: 'failed',
      reason: 'LINE 400 The request body has 1 error(s); messages: Size must be between 1 and 5',
    });
  });

  it('waits for a token that LINE takes, and says so once', async () => {
    const to = notifier({ token: 'old' });
    for (const _ of [1, 2, 3]) {
      expect(await to.send(message())).toEqual({
        outcome: 'again',
        reason: expect.stringMatching(/^LINE 401 Authentication failed/),
        afterMs: 900_000,
      });
    }
    expect(log.filter((text) => text.includes('WIAN_LINE_TOKEN'))).toHaveLength(1);
    expect(log.join('')).not.toContain('old');
    expect(await to.check()).toMatch(/LINE 401/);
    expect(asked('/v2/bot/message/push')).toBe(0);
  });

  it('waits where LINE cannot be reached', async () => {
    const to = notifier({ api: 'http://127.0.0.1:9' });
    expect(await to.send(message())).toMatchObject({ outcome: 'again', reason: expect.stringContaining('LINE: ') });
    expect(await to.check()).not.toBeNull();
  });
});

describe('the quota of a month', () => {
  it('is read before sending, and not again for each message while there is plenty', async () => {
    line.quota = { type: 'limited', value: 1000 };
    const to = notifier();
    for (const day of [1, 2, 3]) await to.send(message({ key: `${day}` }));
    expect([asked('/v2/bot/message/quota'), asked('/v2/bot/message/quota/consumption')]).toEqual([1, 1]);
    expect(line.requests[0]!.path).toBe('/v2/bot/message/quota');
    time += 5 * 60_000;
    await to.send(message({ key: '4' }));
    expect(asked('/v2/bot/message/quota/consumption')).toBe(2);
  });

  it('sends no message that it does not hold, and tells so, however others use it up', async () => {
    line.quota = { type: 'limited', value: 25 };
    line.used = 3;
    const to = notifier();
    await to.send(message({ key: '1' }));
    await to.send(message({ key: '2' }));
    expect(asked('/v2/bot/message/quota/consumption')).toBe(1);
    // Near the end it is read anew each time: another program sends from the same account.
    line.used = 24;
    await to.send(message({ key: '3' }));
    expect(line.used).toBe(25);
    const pushes = asked('/v2/bot/message/push');
    expect(await to.send(message({ key: '4' }))).toMatchObject({ outcome: 'spent' });
    expect(asked('/v2/bot/message/push')).toBe(pushes);
    expect(await to.check()).toMatch(/หมดแล้ว/);
    // A new month, or a larger plan.
    line.used = 0;
    expect(await to.send(message({ key: '4' }))).toMatchObject({ outcome: 'sent' });
    expect(await to.check()).toBeNull();
  });

  it('that LINE itself says is spent is so, whatever was read', async () => {
    line.quota = { type: 'limited', value: 1000 };
    const to = notifier();
    await to.send(message({ key: '1' }));
    line.used = 1000;
    expect(await to.send(message({ key: '2' }))).toEqual({
      outcome: 'spent',
      reason: 'LINE 429 You have reached your monthly limit.',
    });
  });
});

describe('the text', () => {
  it('of a secret letter is number and date alone, whatever its line holds', async () => {
    const secret = lineOf({
      veiled: true,
      subject: 'แผนลับ',
      action: 'ปกปิดเรื่องนี้',
      issuer: 'หน่วยลับ',
      context: [{ dueOn: '2025-02-09', text: 'กำหนดลับ' }],
    });
    const both = contentOf([lineOf(), secret]);
    const { subject, short, html } = messageText(both, { on: '2025-02-10', publicUrl: 'https://wian.example' });
    await notifier().send(message({ subject, text: short, html, content: both }));
    const text = line.pushed[0]!.texts.join('');
    expect(text).toContain('ที่ มท ๐๘๐๘.๒/ว ๑๒๓ ลงวันที่ ๒๗ มกราคม ๒๕๖๘');
    expect(text).toContain('รายงานผลการสำรวจ');
    expect(text).not.toMatch(/ลับ|ปกปิด/);
  });

  it('of a full digest is one that LINE takes', async () => {
    const many = contentOf(Array.from({ length: 60 }, () => lineOf({ subject: 'ก'.repeat(300) })));
    const { short } = messageText(many, { on: '2025-02-10' });
    expect(await notifier().send(message({ text: short }))).toMatchObject({ outcome: 'sent' });
    expect(line.pushed[0]!.texts).toHaveLength(1);
  });

  it('that is longer is parted between lines, and at its end says what is missing', async () => {
    const rows = Array.from({ length: 4000 }, (_, at) => `${at} ${'ก'.repeat(at % 40)}😀`);
    const texts = lineTexts(rows.join('\n'));
    expect(texts).toHaveLength(5);
    for (const text of texts) expect(text.length).toBeLessThanOrEqual(5000);
    expect(texts.slice(0, 4).join('\n')).toBe(
      rows.slice(0, texts.slice(0, 4).join('\n').split('\n').length).join('\n'),
    );
    expect(texts[4]).toMatch(/โปรดดูในระบบ$/);
    expect(await notifier().send(message({ text: rows.join('\n') }))).toMatchObject({ outcome: 'sent' });
    // Without lines to part between, whole characters stay whole.
    for (const text of lineTexts('😀'.repeat(9000))) expect(text).toBe(Buffer.from(text).toString());
    expect(lineTexts('ก'.repeat(5000))).toEqual(['ก'.repeat(5000)]);
    expect(lineTexts(' \n')).toEqual([]);
  });
});

describe('the retry key', () => {
  it('is a UUID, the same for a key and another for another', () => {
    expect(retryKey('a')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(retryKey('a')).toBe(retryKey('a'));
    expect(retryKey('a')).not.toBe(retryKey('b'));
  });
});
