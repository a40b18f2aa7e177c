import { describe, expect, it } from 'vitest';
import type { Recipient } from '../../../schemas/record.js';
import { recipientText } from '../../../src/cli/recipient-text.js';

const old = 'นายกองค์การบริหารส่วนตำบลบ้านหนุน';
const unknown = (candidates: { code: string; name: string }[]): Recipient => ({
  text: old,
  scope: 'one',
  confidence: 1,
  evidence: [],
  resolved: {
    state: 'unknown',
    organisations: [],
    except: [],
    candidates,
    reason: { code: 'recipient.not_listed', message: 'ไม่พบหน่วยงานนี้ในทะเบียน' },
    confidence: 0.5,
  },
});

describe('an addressee for reading by a person', () => {
  it('names the body that came in the place of the old one', () => {
    expect(recipientText(unknown([{ code: '5540699', name: 'เทศบาลตำบลบ้านหนุน' }]))).toBe(
      `${old} (ไม่พบหน่วยงานนี้ในทะเบียน อาจหมายถึง เทศบาลตำบลบ้านหนุน)`,
    );
  });

  it('says no more than the reason where names do not tell the bodies apart', () => {
    const twins = [1, 2].map((n) => ({ code: String(n), name: 'อำเภอเฉลิมพระเกียรติ' }));
    expect(recipientText(unknown(twins))).toBe(`${old} (ไม่พบหน่วยงานนี้ในทะเบียน)`);
  });
});
