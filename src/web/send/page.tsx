import { Badge, Group, Tabs } from '@mantine/core';
import { useLocation, useParams } from 'wouter';
import { sendingAnswer } from '../../../schemas/sending.js';
import { useGet } from '../api.js';
import { useSession } from '../session.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { thai } from '../ui/format.js';
import { Loading } from '../ui/loading.js';
import { PageHead } from '../ui/page-head.js';
import { Chase } from './chase.js';
import { DraftEditor } from './draft-editor.js';
import { DraftList } from './draft-list.js';
import { Sent } from './sent.js';
import { Waiting } from './waiting.js';

const TABS = {
  waiting: '/send',
  drafts: '/send/drafts',
  chase: '/send/chase',
  sent: '/send/sent',
  secret: '/send/secret',
} as const;
type Tab = keyof typeof TABS;
const isTab = (name: string | undefined): name is Tab => name !== undefined && Object.hasOwn(TABS, name);

/** ส่งต่อ: letters that wait to be passed on, drafts of their cover letters, what was sent and is still waited for, and ทะเบียนหนังสือส่ง. */
export default function SendPage() {
  const { tab: named, id } = useParams<{ tab?: string; id?: string }>();
  const [, go] = useLocation();
  const session = useSession();
  const sending = useGet(sendingAnswer, '/api/sending');
  if (named === 'draft') return <DraftEditor id={Number(id)} />;
  const tab: Tab = isTab(named) ? named : 'waiting';
  const waiting = sending.data?.waiting.length ?? 0;
  const content = sending.isError ? (
    <ErrorNotice error={sending.error} retry={sending.refetch} />
  ) : sending.data === undefined ? (
    <Loading what="หนังสือที่รอส่งต่อ" />
  ) : tab === 'waiting' ? (
    <Waiting letters={sending.data.waiting} />
  ) : (
    <DraftList drafts={sending.data.drafts} />
  );
  return (
    <>
      <PageHead title="ส่งต่อหนังสือ">{session.organisation.name}</PageHead>
      <Tabs value={tab} onChange={(to) => go(TABS[(to ?? 'waiting') as Tab])} keepMounted={false}>
        <Tabs.List className="no-print" mb="md">
          <Tabs.Tab value="waiting">
            <Group gap={6} wrap="nowrap">
              รอส่งต่อ
              {waiting > 0 && <Badge variant="light">{thai(waiting)}</Badge>}
            </Group>
          </Tabs.Tab>
          <Tabs.Tab value="drafts">ร่าง</Tabs.Tab>
          <Tabs.Tab value="chase">ติดตาม</Tabs.Tab>
          <Tabs.Tab value="sent">ทะเบียนส่ง</Tabs.Tab>
          <Tabs.Tab value="secret">ทะเบียนส่งหนังสือลับ</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="waiting">{content}</Tabs.Panel>
        <Tabs.Panel value="drafts">{content}</Tabs.Panel>
        <Tabs.Panel value="chase">
          <Chase />
        </Tabs.Panel>
        <Tabs.Panel value="sent">
          <Sent book="sent" />
        </Tabs.Panel>
        <Tabs.Panel value="secret">
          <Sent book="sent-secret" />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
