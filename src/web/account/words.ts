import type { Role, Scope } from '../../../schemas/access.js';

/** What people and keys may do, as the interface calls it. */
export const ROLES: Record<Role, { name: string; may: string }> = {
  clerk: { name: 'เจ้าหน้าที่สารบรรณ', may: 'รับไฟล์ ตรวจ ลงทะเบียน และส่งต่อหนังสือ' },
  receiver: { name: 'ผู้รับหนังสือ', may: 'รับทราบ มอบหมาย และปิดเรื่องในกล่องหนังสือ' },
  viewer: { name: 'ผู้ดูข้อมูล', may: 'ดูหนังสือ ทะเบียน และภาพรวม' },
  admin: { name: 'ผู้ดูแลระบบ', may: 'ดูแลผู้ใช้และหน่วยงาน (ไม่ได้เห็นหนังสือด้วยบทบาทนี้)' },
};

export const SCOPES: Record<Scope, string> = {
  'letters:read': 'อ่านหนังสือ',
  'letters:write': 'ส่งไฟล์เข้าและแก้ไขหนังสือ',
  'register:write': 'ลงทะเบียน',
  'notices:write': 'ปรับสถานะในกล่องหนังสือ',
  'reports:read': 'อ่านรายงาน',
};
