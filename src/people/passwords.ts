import { hash, verify } from '@node-rs/argon2';
import { WianError } from '../shared/errors.js';

/**
 * argon2id with 19 MiB, two passes, one lane: the least that the OWASP Password Storage Cheat Sheet recommends (2024), about 30 ms a time on an office PC.
 * The parameters stand in each hash, so that they can be raised later.
 */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** NIST SP 800-63B (rev. 4, 3.1.1): length instead of rules of composition; a password alone has at least 15, with a lock-out and rate limits 12 are taken here. */
export const SHORTEST = 12;
const LONGEST = 200;

/** Typed alike on every system; ำ may come as one or two characters. */
const normal = (password: string) => password.normalize('NFKC');

/** What people choose first where twelve characters are asked for; what is a repetition or a row of keys is refused by rule. */
const COMMON = [
  'password',
  'passw0rd',
  'p@ssw0rd',
  'p@ssword',
  'qwerty',
  'qwertyuiop',
  'administrator',
  'admin',
  'welcome',
  'letmein',
  'iloveyou',
  'changeme',
  'saraban',
  'thailand',
  'bangkok',
  'wian',
  'เวียน',
  'สารบรรณ',
  'รหัสผ่าน',
  'ประเทศไทย',
  'กระทรวงมหาดไทย',
];
const ROWS = [
  '01234567890123456789',
  '98765432109876543210',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
];

/** Whether little is left of it without what everybody tries first: a common word, the login, a row of keys, digits, one thing again and again. */
function isGuessed(password: string, login: string): boolean {
  const small = password.toLowerCase();
  if (ROWS.some((row) => row.includes(small.slice(0, 12)))) return true;
  if (/^(.{1,4})\1+.{0,3}$/u.test(small)) return true;
  let rest = small;
  for (const word of [login, ...COMMON].sort((a, b) => b.length - a.length)) rest = rest.replaceAll(word, '');
  return rest.length < small.length && rest.replace(/[\d\s!@#$%^&*._-]/g, '').length < 4;
}

/** Rejects with `account.password_weak` what is too short, or is what everybody tries first. */
export function checkPassword(password: string, login: string): void {
  const given = normal(password);
  const length = [...given].length;
  if (length < SHORTEST || length > LONGEST) throw new WianError('account.password_weak', `${SHORTEST}-${LONGEST}`);
  if (isGuessed(given, login)) throw new WianError('account.password_weak');
}

/** The PHC string of a password. */
export const hashPassword = (password: string): Promise<string> => hash(normal(password), PARAMETERS);

let dummy: Promise<string> | null = null;

/** Whether it is the password; without a hash (nobody, or nobody who may come in) it takes as long and says no. */
export async function isPassword(passwordHash: string | null, password: string): Promise<boolean> {
  dummy ??= hashPassword('of nobody');
  const right = await verify(passwordHash ?? (await dummy), normal(password)).catch(() => false);
  return right && passwordHash !== null;
}
