import {
  IconBell,
  IconCalendar,
  IconCalendarDue,
  IconChartBar,
  IconChecklist,
  IconInbox,
  IconNotebook,
  IconRoute,
  IconSearch,
  IconSend,
  IconSettings,
  IconSun,
  IconUpload,
} from '@tabler/icons-react';
import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import type { Role } from '../../schemas/access.js';

/**
 * Every page. `path` in wouter's notation (`/check/:receipt?`); `who`: the roles that see it, `all` who are signed in, or `public` for pages
 * without the shell; `nav`: where its entry leads, in the order of this table (none for pages that are reached from others);
 * `phone`: among the few of the bar at a phone's foot.
 */
export interface Page {
  path: string;
  title: string;
  who: readonly Role[] | 'all' | 'public';
  icon?: ComponentType<{ size?: number | string; stroke?: number | string }>;
  nav?: string;
  phone?: boolean;
  /** What the bar at a phone's foot says, where the title is too long for it. */
  short?: string;
  page: LazyExoticComponent<ComponentType>;
}

/** One line a page; the module's `default` is the page. A page names itself with `PageHead`. */
export const pages: readonly Page[] = [
  // วันนี้ /, รับหนังสือเข้า /upload, ตรวจ /check, ทะเบียน /register, ค้นหา /search, กล่องหนังสือ /inbox, ปฏิทิน /calendar, ส่งต่อ /send,
  // สายการเวียน /relay, ภาพรวม /dashboard, ผู้ดูแล /admin: in this order, each when it is there.
  {
    path: '/',
    title: 'วันนี้',
    who: ['clerk', 'receiver', 'viewer'],
    icon: IconSun,
    nav: '/',
    phone: true,
    page: lazy(() => import('./today/page.js')),
  },
  {
    path: '/deadlines',
    title: 'กำหนด',
    who: ['clerk', 'receiver', 'viewer'],
    icon: IconCalendarDue,
    nav: '/deadlines',
    page: lazy(() => import('./today/deadlines-page.js')),
  },
  {
    path: '/failed',
    title: 'ไฟล์ที่อ่านไม่สำเร็จ',
    who: ['clerk'],
    page: lazy(() => import('./today/failed-page.js')),
  },
  {
    path: '/upload',
    title: 'รับหนังสือเข้า',
    who: ['clerk'],
    icon: IconUpload,
    nav: '/upload',
    phone: true,
    short: 'รับเข้า',
    page: lazy(() => import('./upload/page.js')),
  },
  {
    path: '/check',
    title: 'ตรวจ',
    who: ['clerk'],
    icon: IconChecklist,
    nav: '/check',
    phone: true,
    page: lazy(() => import('./check/queue-page.js')),
  },
  {
    path: '/check/:receipt/:ordinal',
    title: 'ตรวจหนังสือ',
    who: ['clerk'],
    page: lazy(() => import('./check/letter-page.js')),
  },
  {
    path: '/letters/:receipt/:ordinal',
    title: 'หนังสือ',
    who: ['clerk', 'receiver', 'viewer'],
    page: lazy(() => import('./check/read-page.js')),
  },
  {
    path: '/register/:tab?',
    title: 'ทะเบียนรับ',
    who: ['clerk', 'receiver', 'viewer'],
    icon: IconNotebook,
    nav: '/register',
    phone: true,
    short: 'ทะเบียน',
    page: lazy(() => import('./register/page.js')),
  },
  {
    path: '/search',
    title: 'ค้นหา',
    who: ['clerk', 'receiver', 'viewer'],
    icon: IconSearch,
    nav: '/search',
    phone: true,
    page: lazy(() => import('./search/page.js')),
  },
  {
    path: '/inbox',
    title: 'กล่องหนังสือ',
    who: ['clerk', 'receiver', 'viewer'],
    icon: IconInbox,
    nav: '/inbox',
    phone: true,
    short: 'กล่อง',
    page: lazy(() => import('./inbox/page.js')),
  },
  {
    path: '/inbox/:id',
    title: 'หนังสือ',
    who: ['clerk', 'receiver', 'viewer'],
    page: lazy(() => import('./inbox/letter-page.js')),
  },
  {
    path: '/calendar',
    title: 'ปฏิทินกำหนด',
    who: ['clerk', 'receiver', 'viewer'],
    icon: IconCalendar,
    nav: '/calendar',
    phone: true,
    short: 'ปฏิทิน',
    page: lazy(() => import('./calendar/page.js')),
  },
  {
    path: '/send/:tab?/:id?',
    title: 'ส่งต่อ',
    who: ['clerk', 'receiver', 'viewer'],
    icon: IconSend,
    nav: '/send',
    page: lazy(() => import('./send/page.js')),
  },
  {
    path: '/relay',
    title: 'สายการเวียน',
    who: ['clerk', 'receiver', 'viewer'],
    icon: IconRoute,
    nav: '/relay',
    page: lazy(() => import('./relay/list.js')),
  },
  {
    path: '/relay/:key',
    title: 'สายการเวียน',
    who: ['clerk', 'receiver', 'viewer'],
    page: lazy(() => import('./relay/detail.js')),
  },
  {
    path: '/dashboard',
    title: 'ภาพรวม',
    who: ['clerk', 'receiver', 'viewer'],
    icon: IconChartBar,
    nav: '/dashboard',
    page: lazy(() => import('./dashboard/page.js')),
  },
  {
    path: '/admin/:part?',
    title: 'ดูแลระบบ',
    who: ['admin'],
    icon: IconSettings,
    nav: '/admin',
    page: lazy(() => import('./admin/page.js')),
  },
  // Behind what an administrator begins with.
  {
    path: '/alerts/:part?',
    title: 'การแจ้งเตือน',
    who: ['clerk', 'receiver', 'viewer', 'admin'],
    icon: IconBell,
    nav: '/alerts',
    page: lazy(() => import('./alerts/page.js')),
  },
  { path: '/account', title: 'บัญชีของฉัน', who: 'all', page: lazy(() => import('./account/page.js')) },
  { path: '/sign-in', title: 'เข้าสู่ระบบ', who: 'public', page: lazy(() => import('./account/sign-in.js')) },
  { path: '/join', title: 'เปิดลิงก์', who: 'public', page: lazy(() => import('./account/join.js')) },
];
