import type { QueueName } from '../../../schemas/today.js';

/** Of each queue its name, where it is worked off, and whether it cannot wait. */
export const QUEUES: Record<QueueName, { title: string; href: string; pressing?: boolean }> = {
  check: { title: 'ต้องตรวจ', href: '/check' },
  today: { title: 'ครบกำหนดวันนี้', href: '/deadlines?state=today', pressing: true },
  perhaps: { title: 'อาจครบกำหนดวันนี้', href: '/deadlines?state=perhaps' },
  overdue: { title: 'เกินกำหนด', href: '/deadlines?state=overdue', pressing: true },
  failed: { title: 'ไฟล์ที่อ่านไม่สำเร็จ', href: '/failed' },
  unregistered: { title: 'ยังไม่ลงทะเบียน', href: '/register' },
  unread: { title: 'ยังไม่ได้อ่านในกล่องหนังสือ', href: '/inbox?filter=unread' },
  unsent: { title: 'รอส่งต่อ', href: '/send' },
};
