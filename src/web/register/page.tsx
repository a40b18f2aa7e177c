import { Badge, Button, Group, Tabs } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPencilPlus, IconSettings } from '@tabler/icons-react';
import { useLocation, useParams, useSearchParams } from 'wouter';
import { waitingAnswer } from '../../../schemas/register.js';
import { useGet } from '../api.js';
import { hasRole, useSession } from '../session.js';
import { thai } from '../ui/format.js';
import { PageHead } from '../ui/page-head.js';
import { Book } from './book.js';
import { CounterDialog } from './counter-dialog.js';
import { EntryDrawer } from './entry-drawer.js';
import { PaperDialog } from './paper-dialog.js';
import { Waiting } from './waiting.js';

const TABS = { waiting: '/register', book: '/register/book', secret: '/register/secret' } as const;
type Tab = keyof typeof TABS;

/** ทะเบียนหนังสือรับ: what waits for a number, the book, and that of secret letters; a line opens beside them. */
export default function RegisterPage() {
  const params = useParams<{ tab?: string }>();
  // The open line stands behind the ?, so that the page under it stays where it is.
  const [search] = useSearchParams();
  const id = Number(search.get('entry')) || null;
  const [, go] = useLocation();
  const session = useSession();
  const clerk = hasRole(session, 'clerk');
  const [counter, counterDialog] = useDisclosure(false);
  const [paper, paperDialog] = useDisclosure(false);
  const tab: Tab = params.tab === 'book' || params.tab === 'secret' ? params.tab : 'waiting';
  const count = useGet(waitingAnswer, '/api/register/waiting?limit=1').data?.total;
  const open = (entry: number) => go(`${TABS[tab]}?entry=${entry}`);
  return (
    <>
      <PageHead
        title="ทะเบียนหนังสือรับ"
        actions={
          clerk && (
            <>
              <Button variant="default" leftSection={<IconPencilPlus size={18} />} onClick={paperDialog.open}>
                ลงรับหนังสือที่ไม่มีสแกน
              </Button>
              <Button variant="default" leftSection={<IconSettings size={18} />} onClick={counterDialog.open}>
                เลขเริ่มต้น
              </Button>
            </>
          )
        }
      >
        {session.organisation.name}
      </PageHead>
      <Tabs value={tab} onChange={(to) => go(TABS[(to ?? 'waiting') as Tab])} keepMounted={false}>
        <Tabs.List className="no-print" mb="md">
          <Tabs.Tab value="waiting">
            <Group gap={6} wrap="nowrap">
              รอลงทะเบียน
              {count !== undefined && count > 0 && <Badge variant="light">{thai(count)}</Badge>}
            </Group>
          </Tabs.Tab>
          <Tabs.Tab value="book">ทะเบียนรับ</Tabs.Tab>
          <Tabs.Tab value="secret">ทะเบียนหนังสือลับ</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="waiting">
          <Waiting onOpen={open} />
        </Tabs.Panel>
        <Tabs.Panel value="book">
          <Book book="received" onOpen={open} />
        </Tabs.Panel>
        <Tabs.Panel value="secret">
          <Book book="received-secret" onOpen={open} />
        </Tabs.Panel>
      </Tabs>
      <EntryDrawer id={id} onClose={() => go(TABS[tab])} />
      {counter && <CounterDialog onClose={counterDialog.close} />}
      {paper && <PaperDialog onClose={paperDialog.close} onDone={open} />}
    </>
  );
}
