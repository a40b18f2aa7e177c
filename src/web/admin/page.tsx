import { Tabs } from '@mantine/core';
import { useLocation, useParams } from 'wouter';
import { NotFound } from '../shell/plain-pages.js';
import { PageHead } from '../ui/page-head.js';
import { AuditLog } from './audit.js';
import { Keys } from './keys.js';
import { Offices } from './offices.js';
import { People } from './people.js';

const PARTS = {
  people: { name: 'ผู้ใช้', content: People },
  offices: { name: 'หน่วยงาน', content: Offices },
  keys: { name: 'กุญแจ API', content: Keys },
  audit: { name: 'บันทึกการใช้งาน', content: AuditLog },
} as const;

/** What an administrator looks after: the organisation they act for, and those below it. */
export default function Admin() {
  const { part = 'people' } = useParams();
  const [, navigate] = useLocation();
  if (!Object.hasOwn(PARTS, part)) return <NotFound />;
  return (
    <>
      <PageHead title="ดูแลระบบ">ผู้ใช้และหน่วยงานที่ท่านดูแล คือหน่วยงานนี้และหน่วยงานในสังกัด</PageHead>
      <Tabs value={part} onChange={(value) => navigate(`/admin/${value}`)} keepMounted={false}>
        <Tabs.List mb="md">
          {Object.entries(PARTS).map(([key, { name }]) => (
            <Tabs.Tab key={key} value={key}>
              {name}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {Object.entries(PARTS).map(([key, { content: Content }]) => (
          <Tabs.Panel key={key} value={key}>
            <Content />
          </Tabs.Panel>
        ))}
      </Tabs>
    </>
  );
}
