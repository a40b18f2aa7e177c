import type { RegisterLine } from '../../src/printing/register-form.js';

/** A line of a register of received letters, but for what `more` says. Registered on the day it came, at ten in the morning. */
export function registerLine(number: number, more: Partial<RegisterLine> & { on?: string } = {}): RegisterLine {
  const { on = '2025-02-05', ...rest } = more;
  const at = new Date(`${on}T03:00:00Z`);
  return {
    number,
    reference: 'มท 0810.7/ว 524',
    date: '2025-01-27',
    sender: 'กรมส่งเสริมการปกครองท้องถิ่น',
    addressee: 'ผู้ว่าราชการจังหวัดแพร่',
    subject: 'การจัดหาน้ำดื่มที่สะอาด ประจำปี 2568',
    action: 'กลุ่มงานส่งเสริมและพัฒนาท้องถิ่น',
    remarks: null,
    speed: null,
    at,
    registeredAt: at,
    cancelledAt: null,
    cancelReason: null,
    ...rest,
  };
}
