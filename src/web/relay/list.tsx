import { Anchor, Badge, Button, Group, SegmentedControl, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useSearchParams } from 'wouter';
import { type MatterSummary, mattersAnswer } from '../../../schemas/matters.js';
import { SECRECY_LABEL } from '../../domain/labels.js';
import { query, useGet } from '../api.js';
import { type Column, DataTable } from '../ui/data-table.js';
import { Empty } from '../ui/empty.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { shortDay, thai } from '../ui/format.js';
import { Loading } from '../ui/loading.js';
import { PageHead } from '../ui/page-head.js';
import { LeftBadge } from './badges.js';

const PAGE = 50;

const columns: readonly Column<MatterSummary>[] = [
  {
    head: 'เรื่อง',
    cell: ({ key, subject, secrecy, reference }) => (
      <Anchor component={Link} href={`/relay/${key}`}>
        {subject ?? (secrecy ? `หนังสือชั้น${SECRECY_LABEL[secrecy]}` : reference ? thai(reference) : 'ไม่ทราบชื่อเรื่อง')}
      </Anchor>
    ),
    text: ({ subject }) => subject,
    sort: ({ subject }) => subject,
  },
  {
    head: 'หนังสือต้นเรื่อง',
    cell: ({ reference, issuer }) => (
      <>
        {thai(reference)}
        <Text size="sm" c="dimmed">
          {issuer ?? '-'}
        </Text>
      </>
    ),
    text: ({ reference }) => reference,
  },
  {
    head: 'ฉบับล่าสุด',
    cell: ({ lastDate }) => shortDay(lastDate),
    text: ({ lastDate }) => lastDate,
    sort: ({ lastDate }) => lastDate,
    width: '8rem',
  },
  {
    head: 'หน่วยงาน',
    cell: ({ organisations }) => thai(organisations),
    text: ({ organisations }) => organisations,
    sort: ({ organisations }) => organisations,
    right: true,
    width: '7rem',
  },
  {
    head: 'ขั้น',
    cell: ({ hops, differences }) => (
      <Group gap={4} justify="flex-end">
        {thai(hops)}
        {differences > 0 && (
          <Badge color="orange" variant="light" tt="none">
            ไม่ตรงกัน {thai(differences)} ขั้น
          </Badge>
        )}
      </Group>
    ),
    text: ({ hops }) => hops,
    sort: ({ hops }) => hops,
    right: true,
    width: '9rem',
  },
  {
    head: 'กำหนดถัดไป',
    cell: ({ deadline, daysLeft, workingDaysLeft }) =>
      deadline === null ? (
        '-'
      ) : (
        <>
          {shortDay(deadline)}
          <LeftBadge days={daysLeft} working={workingDaysLeft} />
        </>
      ),
    text: ({ deadline }) => deadline,
    sort: ({ deadline }) => deadline,
    width: '11rem',
  },
];

/** สายการเวียน: the matters of which the organisation sent or received a letter. */
export default function RelayList() {
  const [params, setParams] = useSearchParams();
  const [typed, setTyped] = useState(params.get('text') ?? '');
  const text = params.get('text') ?? '';
  const sort = params.get('sort') === 'deadline' ? 'deadline' : 'newest';
  const offset = Number(params.get('offset')) || 0;
  const matters = useGet(mattersAnswer, `/api/relay${query({ text, sort, offset, limit: PAGE })}`);
  const ask = (changed: Record<string, string>) =>
    setParams((old) => {
      const next = new URLSearchParams(old);
      for (const [name, value] of Object.entries({ offset: '', ...changed }))
        value ? next.set(name, value) : next.delete(name);
      return next;
    });
  return (
    <>
      <PageHead title="สายการเวียน">เรื่องที่หน่วยงานของท่านส่งหรือรับหนังสือ และหนังสือแต่ละฉบับเดินทางอย่างไร</PageHead>
      <Group mb="md" align="flex-end" className="no-print">
        <search>
          <form
            onSubmit={(event) => {
              event.preventDefault();
              ask({ text: typed.trim() });
            }}
          >
            <Group align="flex-end" gap="xs">
              <TextInput
                label="ค้นจากเรื่อง หน่วยงาน หรือเลขที่หนังสือ"
                placeholder="ผู้สูงอายุ หรือ ว ๕๒๔"
                value={typed}
                onChange={({ currentTarget }) => setTyped(currentTarget.value)}
                w={{ base: '100%', sm: 320 }}
              />
              <Button type="submit" variant="default" leftSection={<IconSearch size={16} />}>
                ค้น
              </Button>
            </Group>
          </form>
        </search>
        <SegmentedControl
          aria-label="เรียงตาม"
          value={sort}
          onChange={(value) => ask({ sort: value === 'deadline' ? value : '' })}
          data={[
            { value: 'newest', label: 'ฉบับล่าสุดก่อน' },
            { value: 'deadline', label: 'กำหนดใกล้ที่สุดก่อน' },
          ]}
        />
      </Group>
      {matters.isPending && <Loading what="สายการเวียน" />}
      {matters.isError && <ErrorNotice error={matters.error} retry={matters.refetch} />}
      {matters.isSuccess && (
        <>
          <DataTable
            caption={`${thai(matters.data.total)} เรื่อง`}
            columns={columns}
            rows={matters.data.matters}
            rowKey={({ key }) => key}
            csv="สายการเวียน"
            empty={
              text ? (
                <Empty title="ไม่พบเรื่องที่ค้น">
                  ลองใช้คำที่สั้นลง หรือเลขที่หนังสือเพียงบางส่วน
                  <div>
                    <Button
                      mt="sm"
                      variant="default"
                      onClick={() => {
                        setTyped('');
                        ask({ text: '' });
                      }}
                    >
                      แสดงทุกเรื่อง
                    </Button>
                  </div>
                </Empty>
              ) : (
                <Empty title="ยังไม่มีสายการเวียน">
                  สายการเวียนเกิดขึ้นเองเมื่อหนังสือที่รับเข้ามาอ้างถึงหนังสือฉบับอื่น หรือเมื่อส่งหนังสือลงไปยังหน่วยงานอื่น
                  <div>
                    <Anchor component={Link} href="/upload" underline="always">
                      รับหนังสือเข้า
                    </Anchor>
                  </div>
                </Empty>
              )
            }
          />
          <Pages offset={offset} total={matters.data.total} go={(at) => ask({ offset: at > 0 ? String(at) : '' })} />
        </>
      )}
    </>
  );
}

function Pages({ offset, total, go }: { offset: number; total: number; go: (offset: number) => void }) {
  if (total <= PAGE) return null;
  return (
    <Group justify="center" mt="md" className="no-print">
      <Button variant="default" disabled={offset === 0} onClick={() => go(Math.max(0, offset - PAGE))}>
        ก่อนหน้า
      </Button>
      <Text>
        {thai(offset + 1)} ถึง {thai(Math.min(total, offset + PAGE))} จาก {thai(total)}
      </Text>
      <Button variant="default" disabled={offset + PAGE >= total} onClick={() => go(offset + PAGE)}>
        ถัดไป
      </Button>
    </Group>
  );
}
