import { Tabs } from '@mantine/core';
import type { ComponentType } from 'react';
import { Redirect, useLocation, useParams } from 'wouter';
import type { Role } from '../../../schemas/access.js';
import { hasRole, useSession } from '../session.js';
import { NotFound, NotYours } from '../shell/plain-pages.js';
import { PageHead } from '../ui/page-head.js';
import { AlertList } from './list.js';
import { Messages } from './messages.js';
import { OfficeAlerts } from './office.js';
import { OwnSettings } from './own.js';
import { Preview } from './preview.js';

interface Part {
  name: string;
  title: string;
  says: string;
  who: readonly Role[];
  content: ComponentType;
}

/** An administrator is told nothing of letters by that alone. */
const READERS: readonly Role[] = ['clerk', 'receiver', 'viewer'];

const PARTS: Record<string, Part> = {
  list: {
    name: 'รายการ',
    title: 'การแจ้งเตือน',
    says: 'กำหนดของหนังสือที่ระบบแจ้งท่าน ที่ยังไม่อ่านอยู่บน',
    who: READERS,
    content: AlertList,
  },
  preview: {
    name: 'ตัวอย่างพรุ่งนี้',
    title: 'ตัวอย่างพรุ่งนี้',
    says: 'สรุปที่จะส่งในวันทำการถัดไป และเหตุที่เรื่องอื่นไม่อยู่ในนั้น',
    who: READERS,
    content: Preview,
  },
  settings: {
    name: 'ตั้งค่าของฉัน',
    title: 'ตั้งค่าการแจ้งเตือน',
    says: 'ช่องทาง วันล่วงหน้า และเวลาของท่าน',
    who: READERS,
    content: OwnSettings,
  },
  office: {
    name: 'ตั้งค่าหน่วยงาน',
    title: 'ตั้งค่าการแจ้งเตือนของหน่วยงาน',
    says: 'ผู้รับแจ้ง เวลา และผู้บังคับบัญชา',
    who: ['admin'],
    content: OfficeAlerts,
  },
  messages: {
    name: 'ข้อความที่ส่ง',
    title: 'ข้อความที่ส่ง',
    says: 'ข้อความที่ออกจากระบบในนามหน่วยงาน ถึงใคร และเป็นอย่างไร',
    who: ['admin', 'clerk'],
    content: Messages,
  },
};

/** การแจ้งเตือน: what one was told, what tomorrow brings, the settings, and the ledger of what was sent. */
export default function Alerts() {
  const { part } = useParams();
  const session = useSession();
  const [, navigate] = useLocation();
  const mine = Object.entries(PARTS).filter(([, { who }]) => hasRole(session, ...who));
  const first = mine[0]?.[0];
  const at = part ?? 'list';
  if (!Object.hasOwn(PARTS, at)) return <NotFound />;
  if (!mine.some(([key]) => key === at)) {
    return part === undefined && first ? <Redirect to={`/alerts/${first}`} replace /> : <NotYours />;
  }
  const { title, says } = PARTS[at]!;
  return (
    <>
      <PageHead title={title}>{says}</PageHead>
      <Tabs
        value={at}
        onChange={(value) => navigate(value === 'list' ? '/alerts' : `/alerts/${value}`)}
        keepMounted={false}
      >
        <Tabs.List mb="md">
          {mine.map(([key, { name }]) => (
            <Tabs.Tab key={key} value={key}>
              {name}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {mine.map(([key, { content: Content }]) => (
          <Tabs.Panel key={key} value={key}>
            <Content />
          </Tabs.Panel>
        ))}
      </Tabs>
    </>
  );
}
