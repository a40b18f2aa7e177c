import { afterEach, describe, expect, it } from 'vitest';
import { emailNotifier } from '../../../src/adapters/notify/email.js';
import type { Notifier, OutgoingMessage } from '../../../src/ports.js';
import { contentOf, lineOf } from '../../support/alert-lines.js';
import { refusal, type SmtpPlace, smtpPlace } from '../../support/smtp.js';

const message: OutgoingMessage = {
  key: 'digest person:3 6580101 2025-02-10',
  tried: 0,
  to: 'clerk@office.example',
  subject: 'เวียน: ครบกำหนดวันนี้ ๑ เรื่อง (อบต.บ้านใหม่)',
  text: 'ที่ มท ๐๘๐๘.๒/ว ๑๒๓\n.\nจบ\n',
  html: '<p>ที่ มท ๐๘๐๘.๒/ว ๑๒๓</p>',
  content: contentOf([lineOf()]),
};

let place: SmtpPlace | undefined;
let notifier: Notifier | undefined;
afterEach(async () => {
  await notifier?.close();
  await place?.close();
  notifier = undefined;
  place = undefined;
});

const waits = { connect: 400, silence: 400, message: 3000 };
/** A notifier over such a server, and what becomes of messages that it sends. */
async function over(
  options: Parameters<typeof smtpPlace>[0] = {},
  onText?: Parameters<typeof smtpPlace>[1],
  url = (bare: string) => bare,
) {
  place = await smtpPlace(options, onText);
  notifier = emailNotifier({ url: url(place.url), from: 'wian@office.example', waits });
  return notifier;
}

describe('e-mail that a server takes', () => {
  it('comes as it was written, and says that a machine wrote it', async () => {
    const { send } = await over();
    expect(await send(message)).toEqual({ outcome: 'sent', id: expect.stringMatching(/^250 /) });
    const [taken] = place!.taken;
    expect(taken).toMatchObject({ from: 'wian@office.example', to: ['clerk@office.example'] });
    const { mail } = taken!;
    expect([mail.subject, mail.text, mail.html]).toEqual([message.subject, message.text, message.html]);
    expect(mail.from?.value).toEqual([{ name: 'เวียน', address: 'wian@office.example' }]);
    expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
    expect(taken!.raw).toMatch(/^List-ID: wian <alerts\.office\.example>\r?$/m);
  });

  it('has the same Message-ID in every try, and another under another key', async () => {
    const { send } = await over();
    for (const key of [message.key, message.key, 'digest person:4 6580101 2025-02-10']) await send({ ...message, key });
    const ids = place!.taken.map(({ mail }) => mail.messageId);
    expect(ids[0]).toMatch(/^<[0-9a-f]{40}@office\.example>$/);
    expect(ids[1]).toBe(ids[0]);
    expect(ids[2]).not.toBe(ids[0]);
  });

  it('goes over few connections, many at once', async () => {
    let connections = 0;
    const { send } = await over({ onConnect: (_, done) => done(void connections++ as never) });
    const many = Array.from({ length: 40 }, (_, at) => send({ ...message, key: `k${at}` }));
    expect(new Set((await Promise.all(many)).map(({ outcome }) => outcome))).toEqual(new Set(['sent']));
    expect(new Set(place!.taken.map(({ mail }) => mail.messageId)).size).toBe(40);
    expect(connections).toBeLessThanOrEqual(4);
  });

  it.each(['a\r\nBcc: all@evil.example\r\n\r\nx', 'a\nX-Evil: 1', `${'ก'.repeat(90)}\u2028ข`])(
    'lets no subject become a header: %j',
    async (subject) => {
      const { send } = await over();
      expect(await send({ ...message, subject })).toMatchObject({ outcome: 'sent' });
      const [{ mail, to }] = place!.taken as [SmtpPlace['taken'][0]];
      expect(to).toEqual(['clerk@office.example']);
      expect(mail.headers.has('bcc') || mail.headers.has('x-evil')).toBe(false);
      expect(mail.text).toBe(message.text);
    },
  );

  it.each(['a@b.example\r\nRCPT TO:<x@evil.example>', 'a@b.example, x@evil.example', '', 'no address'])(
    'goes to nobody where it is not for one address: %j',
    async (to) => {
      const { send } = await over();
      expect(await send({ ...message, to })).toMatchObject({ outcome: 'failed' });
      expect(place!.taken).toEqual([]);
    },
  );
});

describe('e-mail that a server refuses', () => {
  const at = (stage: 'onConnect' | 'onMailFrom' | 'onRcptTo', code: number) => ({
    [stage]: (...all: unknown[]) => (all.at(-1) as (error: Error) => void)(refusal(code, 'no such thing')),
  });
  it.each([
    ['onConnect', 421, 'again'],
    ['onConnect', 554, 'again'],
    ['onMailFrom', 451, 'again'],
    ['onMailFrom', 550, 'again'],
    ['onRcptTo', 450, 'again'],
    ['onRcptTo', 550, 'failed'],
  ] as const)('%s %i: %s', async (stage, code, outcome) => {
    for (const hidePIPELINING of [false, true]) {
      const { send } = await over({ ...at(stage, code), hidePIPELINING });
      expect(await send(message)).toEqual({ outcome, reason: expect.stringContaining(`${code} no such thing`) });
      expect(place!.taken).toEqual([]);
      await notifier!.close();
      await place!.close();
    }
  });

  it.each([
    [452, 'again'],
    [554, 'failed'],
  ] as const)('after its text, %i: %s', async (code, outcome) => {
    const { send } = await over({}, () => Promise.reject(refusal(code, 'not this')));
    expect(await send(message)).toEqual({ outcome, reason: expect.stringContaining(`${code} not this`) });
  });

  it('because it does not know it yet goes the second time', async () => {
    const known = new Set<string>();
    const { send } = await over({
      onRcptTo({ address }, _, done) {
        if (known.has(address)) return done();
        known.add(address);
        done(refusal(451, '4.7.1 greylisted'));
      },
    });
    expect(await send(message)).toMatchObject({ outcome: 'again' });
    expect(await send({ ...message, tried: 1 })).toMatchObject({ outcome: 'sent' });
    expect(place!.taken).toHaveLength(1);
  });
});

describe('a line that breaks', () => {
  const never = () => new Promise<never>(() => undefined);
  it.each(['onConnect', 'onMailFrom', 'onRcptTo'] as const)('at %s has sent nothing: again', async (stage) => {
    const { send } = await over({ [stage]: () => place!.drop() });
    expect(await send(message)).toMatchObject({ outcome: 'again' });
  });

  it('after the text, before the answer: nobody knows', async () => {
    const { send } = await over({}, (_, { drop }) => {
      drop();
      return never();
    });
    expect(await send(message)).toMatchObject({ outcome: 'unknown' });
  });

  it('in the answer that says yes, behind the text: nobody knows', async () => {
    let whole = 0;
    const { send } = await over({}, () => {
      whole++;
      place!.drop();
    });
    expect(await send(message)).toMatchObject({ outcome: 'unknown' });
    expect(whole).toBe(1);
  });

  it.each([
    ['before the text', 'again'],
    ['after the text', 'unknown'],
  ] as const)('by silence %s: %s', async (when, outcome) => {
    const { send } = await over(
      when === 'before the text' ? { onMailFrom: () => undefined } : {},
      when === 'after the text' ? never : undefined,
    );
    expect(await send(message)).toEqual({ outcome, reason: 'ETIMEDOUT' });
  });

  it('by a server that says a word now and then and never ends', async () => {
    const { send } = await over({
      onMailFrom() {
        const [connection] = [...place!.server.connections] as unknown as { _socket: { write(text: string): void } }[];
        const talking = setInterval(() => connection!._socket.write('250-wait\r\n'), 100);
        setTimeout(() => clearInterval(talking), 4000).unref();
      },
    });
    expect(await send(message)).toMatchObject({ outcome: 'again' });
  });

  it('where nobody listens: again', async () => {
    notifier = emailNotifier({ url: 'smtp://127.0.0.1:1', from: 'wian@office.example', waits });
    expect(await notifier.send(message)).toEqual({ outcome: 'again', reason: expect.stringMatching(/^E/) });
    expect(await notifier.check()).toMatch(/The mail server does not take messages/);
  });

  it('while it was idle does no harm to the next message', async () => {
    const { send } = await over();
    expect(await send(message)).toMatchObject({ outcome: 'sent' });
    place!.drop();
    expect(await send({ ...message, key: 'next' })).toMatchObject({ outcome: 'sent' });
    expect(place!.taken).toHaveLength(2);
  });
});

describe('TLS and the login', () => {
  const auth = {
    authOptional: false,
    allowInsecureAuth: true,
    onAuth: (
      { username, password }: { username?: string; password?: string | null },
      _: unknown,
      done: (e: Error | null, r?: object) => void,
    ) => (username === 'wian' && password === 'p@ss:word' ? done(null, { user: 'wian' }) : done(new Error('who?'))),
  };
  const login = (bare: string, who = 'wian:p%40ss%3Aword') => bare.replace('://', `://${who}@`);

  it('signs in, over TLS from the first byte or from STARTTLS on', async () => {
    for (const [secure, query] of [
      [true, 'tls.rejectUnauthorized=false'],
      [false, 'requireTLS=true&tls.rejectUnauthorized=false'],
    ] as const) {
      const used: boolean[] = [];
      const { send, check } = await over(
        {
          ...auth,
          allowInsecureAuth: false,
          secure,
          onMailFrom(_, session, done) {
            used.push(session.secure);
            done();
          },
        },
        undefined,
        (bare) => `${login(bare)}/?${query}`,
      );
      expect(await check()).toBeNull();
      expect(await send(message)).toMatchObject({ outcome: 'sent' });
      expect(used).toEqual([true]);
      await notifier!.close();
      await place!.close();
    }
  });

  it('waits where the login is refused, and says so', async () => {
    const { send, check } = await over(auth as never, undefined, (bare) => login(bare, 'wian:wrong'));
    expect(await send(message)).toEqual({ outcome: 'again', reason: expect.stringMatching(/^535 /) });
    expect(await check()).toMatch(/535/);
  });

  it('sends nothing to a server with a certificate that nobody vouches for, nor in the clear where TLS is asked for', async () => {
    const { send } = await over({ secure: true });
    expect(await send(message)).toMatchObject({ outcome: 'again' });
    await notifier!.close();
    await place!.close();
    const plain = await over({ disabledCommands: ['STARTTLS'] }, undefined, (bare) => `${bare}/?requireTLS=true`);
    expect(await plain.send(message)).toMatchObject({ outcome: 'again' });
    expect(place!.taken).toEqual([]);
  });
});
