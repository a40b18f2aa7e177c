import { Anchor, Badge, Button, Group, Paper, SimpleGrid, Stack, Text } from '@mantine/core';
import { useRef } from 'react';
import { Link, useLocation, useSearch } from 'wouter';
import {
  type InboxFilter,
  type InboxItem,
  inboxAnswer,
  inboxFilters,
  inboxLetter,
  inboxQuery,
} from '../../../schemas/notices.js';
import { query, useChange, useGet } from '../api.js';
import { hasRole, useSession } from '../session.js';
import { Empty } from '../ui/empty.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { dateTime, day, thai } from '../ui/format.js';
import { useKeys } from '../ui/keys.js';
import { Loading } from '../ui/loading.js';
import { PageHead } from '../ui/page-head.js';
import { Pager } from '../ui/pager.js';
import { tellDone, tellFailed } from '../ui/tell.js';
import { DueBrief } from './due.js';
import { ACTIONS, FILTERS, relayText, SECRECIES, SPEEDS, STATES, titleOf } from './words.js';

const LIMIT = 30;

const EMPTY: Record<InboxFilter, [title: string, hint: string]> = {
  open: ['ไม่มีหนังสือค้างในกล่อง', 'เมื่อมีหน่วยงานส่งหนังสือมา หรือหน่วยงานลงทะเบียนรับเอง หนังสือจะมาอยู่ที่นี่'],
  unread: ['อ่านครบทุกฉบับแล้ว', 'ดูเรื่องที่ยังต้องทำได้ที่ ยังไม่เสร็จ'],
  mine: ['ยังไม่มีเรื่องที่มอบหมายให้ท่าน', 'เปิดหนังสือแล้วกด มอบหมาย เพื่อรับเรื่องเอง'],
  overdue: ['ไม่มีเรื่องเกินกำหนด', 'เรื่องที่พ้นกำหนดก่อนมาถึงหน่วยงานไม่นับรวมที่นี่'],
  done: ['ยังไม่มีเรื่องที่ทำเสร็จ', 'เมื่อกด ทำเสร็จแล้ว ในหนังสือ เรื่องจะย้ายมาที่นี่'],
};

/** กล่องหนังสือ: what came to the organisation, what is due first on top. */
export default function InboxPage() {
  const [, go] = useLocation();
  const asked = inboxQuery.safeParse(Object.fromEntries(new URLSearchParams(useSearch())));
  const { filter, offset } = asked.success ? asked.data : { filter: 'open' as const, offset: 0 };
  const inbox = useGet(inboxAnswer, `/api/inbox${query({ filter, offset, limit: LIMIT })}`, {
    refetchInterval: 60_000,
    placeholderData: (before) => before,
  });
  const session = useSession();
  const cards = useRef<HTMLDivElement>(null);
  const acknowledge = useChange(inboxLetter, (id: number) => ({ path: `/api/inbox/${id}/acknowledge` }), [
    '/api/inbox',
  ]);

  const links = () => [...(cards.current?.querySelectorAll<HTMLAnchorElement>('a[data-letter]') ?? [])];
  const move = (by: 1 | -1) => {
    const all = links();
    const at = all.indexOf(document.activeElement as HTMLAnchorElement);
    all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + by, 0), all.length - 1)]?.focus();
  };
  const focused = () => links().find((link) => link === document.activeElement)?.dataset.letter;
  useKeys({
    KeyJ: { does: 'ฉบับถัดไป', run: () => move(1) },
    KeyK: { does: 'ฉบับก่อนหน้า', run: () => move(-1) },
    Enter: {
      does: 'เปิดหนังสือ',
      run: ({ target }) => (target instanceof HTMLElement ? target.click() : undefined),
    },
    KeyA: {
      does: 'รับทราบฉบับที่เลือก',
      run: () => {
        const id = focused();
        if (id === undefined || !hasRole(session, 'clerk', 'receiver')) return;
        acknowledge.mutate(Number(id), {
          onSuccess: () => tellDone('รับทราบแล้ว'),
          onError: (error) => tellFailed(error),
        });
      },
    },
  });

  const to = (next: { filter?: InboxFilter; offset?: number }) =>
    `/inbox${query({ filter: next.filter ?? filter, offset: next.offset || null })}`;
  const data = inbox.data;
  return (
    <>
      <PageHead title="กล่องหนังสือ">หนังสือที่ส่งถึงหน่วยงาน เรื่องที่ครบกำหนดก่อนอยู่บน</PageHead>
      <Group component="nav" aria-label="กรองหนังสือ" gap="xs" mb="md" className="no-print">
        {inboxFilters.map((name) => (
          <Button
            key={name}
            component={Link}
            href={to({ filter: name })}
            size="sm"
            variant={name === filter ? 'filled' : 'default'}
            aria-current={name === filter ? 'page' : undefined}
          >
            {FILTERS[name]} {data ? `(${thai(data.counts[name])})` : ''}
          </Button>
        ))}
      </Group>
      {inbox.isError && <ErrorNotice error={inbox.error} retry={inbox.refetch} />}
      {inbox.isPending && <Loading what="กล่องหนังสือ" />}
      {data && data.items.length === 0 && <Empty title={EMPTY[filter][0]}>{EMPTY[filter][1]}</Empty>}
      <Stack ref={cards} component="ul" gap="sm" p={0} m={0} style={{ listStyle: 'none' }}>
        {data?.items.map((item) => (
          <Card key={item.id} item={item} />
        ))}
      </Stack>
      {data && (
        <Pager of="ฉบับ" limit={LIMIT} total={data.total} offset={offset} go={(next) => go(to({ offset: next }))} />
      )}
    </>
  );
}

function Card({ item }: { item: InboxItem }) {
  const { letter, state, sender, assignee, forwarded, done } = item;
  return (
    <Paper component="li" withBorder p="md">
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xs">
        <div>
          <Group gap={6} mb={4}>
            {letter?.speed && (
              <Badge color="red" variant="light" tt="none">
                {SPEEDS[letter.speed]}
              </Badge>
            )}
            {letter?.secrecy && (
              <Badge color="grape" variant="light" tt="none">
                {SECRECIES[letter.secrecy]}
              </Badge>
            )}
            <Badge color={state === 'unread' ? 'blue' : 'gray'} variant="light" tt="none">
              {STATES[state]}
            </Badge>
            {forwarded && (
              <Badge color="teal" variant="light" tt="none">
                ส่งต่อภายในแล้ว
              </Badge>
            )}
            {item.reminded && (
              <Badge color="orange" variant="light" tt="none">
                ผู้ส่งติดตาม
              </Badge>
            )}
          </Group>
          <Anchor component={Link} href={`/inbox/${item.id}`} data-letter={item.id} fw={state === 'unread' ? 700 : 600}>
            {titleOf(letter)}
          </Anchor>
          {letter && !letter.veiled && (
            <Text size="sm" c="dimmed">
              ที่ {thai(letter.reference)} ลงวันที่ {day(letter.date)} {letter.issuer ?? ''}
              {letter.action ? ` · ${ACTIONS[letter.action]}${letter.actionSure ? '' : ' (ระบบอ่านเอง)'}` : ''}
            </Text>
          )}
          <Text size="sm" c="dimmed">
            {sender ? `ส่งโดย ${sender.name}` : 'หน่วยงานลงรับเอง'} {dateTime(item.sentAt)}
            {assignee ? ` · มอบให้ ${assignee.name}` : ''}
          </Text>
        </div>
        <div>
          {done ? (
            <Text>
              เสร็จแล้ว {dateTime(done.at)} โดย {done.by}
            </Text>
          ) : (
            <>
              <DueBrief due={item.due} outer={item.outer} />
              {item.relay && <Text fw={item.relay.passedOnAt === null ? 600 : undefined}>{relayText(item.relay)}</Text>}
            </>
          )}
        </div>
      </SimpleGrid>
    </Paper>
  );
}
