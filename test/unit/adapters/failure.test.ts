import { UnrecoverableError } from 'bullmq';
import { describe, expect, it } from 'vitest';
import { answered, keptError, reasonOf } from '../../../src/adapters/queue/failure.js';
import { WianError } from '../../../src/shared/errors.js';

const LETTER = 'ด้วยกรมส่งเสริมการปกครองท้องถิ่น';

function thrownBy(does: () => unknown): unknown {
  try {
    return does();
  } catch (error) {
    return error;
  }
}

describe('what is kept of an error', () => {
  it('is code and detail of our own', () => {
    expect(reasonOf(new WianError('page.crashed', 'exit 1'))).toBe('page.crashed: exit 1');
    expect(reasonOf(new WianError('pdf.encrypted'))).toBe('pdf.encrypted');
  });

  it.each([
    ['a broken JSON text', thrownBy(() => JSON.parse(`${LETTER}`))],
    ['a failed query', Object.assign(new Error(`Failed query: insert … params: ${LETTER}`), { code: '22P05' })],
    ['one behind another', new Error(LETTER, { cause: new TypeError(`${LETTER} is not a function`) })],
    ['no error at all', LETTER],
  ])('is never the text that %s quotes', (_, error) => {
    expect(error instanceof Error ? error.message : error).toContain('ด้วย');
    const kept = keptError((reason) => new UnrecoverableError(reason), error);
    expect(`${reasonOf(error)} ${kept.message} ${kept.stack}`).not.toMatch(/[ก-๛]/);
  });

  it('names its kind, its code and its cause', () => {
    const cause = Object.assign(new TypeError('x'), { code: '23505' });
    expect(reasonOf(new Error('y', { cause }))).toBe('Error < TypeError 23505');
  });

  it('keeps the places, to find the fault by', () => {
    expect(keptError((reason) => new Error(reason), new Error('x')).stack).toContain('failure.test.ts');
  });
});

describe('a queue that does not answer', () => {
  it.each(['ECONNREFUSED', 'ETIMEDOUT', '57P01', '08006'])('is unreachable by %s', async (code) => {
    const request = () => Promise.reject(Object.assign(new Error('x'), { code }));
    await expect(answered(request)).rejects.toMatchObject({ code: 'queue.unreachable', final: false });
  });
  it('hands on other errors', async () => {
    await expect(answered(() => Promise.reject(new RangeError('x')))).rejects.toThrow(RangeError);
    expect(await answered(async () => 7)).toBe(7);
  });
});
