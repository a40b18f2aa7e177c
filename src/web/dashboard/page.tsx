import { Anchor, Button, Group, Paper, Select, SimpleGrid, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { Link, useSearchParams } from 'wouter';
import { type Dashboard, dashboard } from '../../../schemas/dashboard.js';
import { matterChain, mattersAnswer } from '../../../schemas/matters.js';
import { addDays } from '../../domain/calendar.js';
import { query, useGet } from '../api.js';
import { DateInputTh } from '../ui/date-input.js';
import { Empty } from '../ui/empty.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { day, thai } from '../ui/format.js';
import { Loading } from '../ui/loading.js';
import { PageHead } from '../ui/page-head.js';
import { Forecasts, Overdue, Weeks } from './due.js';
import { Arrivals, HopLevels, HopOrganisations } from './hops.js';
import { Sent } from './sent.js';

/** Matters that are offered at once; whoever looks for another types. */
const MATTERS = 20;

/** ภาพรวม: the figures over the relay of the organisation's letters, each with its table. */
export default function DashboardPage() {
  const [params, setParams] = useSearchParams();
  const [from, to, matter] = ['from', 'to', 'matter'].map((name) => params.get(name));
  const told = useGet(dashboard, `/api/dashboard${query({ from, to, matter })}`, { staleTime: 60_000 });
  const ask = (name: string, value: string | null) =>
    setParams((old) => {
      const next = new URLSearchParams(old);
      if (value) next.set(name, value);
      else next.delete(name);
      return next;
    });
  return (
    <>
      <PageHead title="ภาพรวม">หนังสือเดินทางเร็วเพียงใด ใครรับแล้ว และกำหนดใดใกล้ถึง นับจากหนังสือที่หน่วยงานของท่านส่งและรับ</PageHead>
      <Group align="flex-start" mb="md" className="no-print">
        <DateInputTh
          label="หนังสือลงวันที่ ตั้งแต่"
          value={from ?? told.data?.from ?? null}
          onChange={(value) => ask('from', value)}
          w={{ base: '100%', xs: 200 }}
        />
        <DateInputTh
          label="ถึงวันที่"
          value={to ?? told.data?.to ?? null}
          onChange={(value) => ask('to', value)}
          w={{ base: '100%', xs: 200 }}
        />
        <MatterSelect value={matter ?? null} onChange={(value) => ask('matter', value)} />
        {(from || to || matter) && (
          <Button variant="default" mt={28} onClick={() => setParams({})}>
            {matter ? 'ทุกเรื่อง หนึ่งปีล่าสุด' : 'หนึ่งปีล่าสุด'}
          </Button>
        )}
      </Group>
      {matter && (
        <Text mb="sm">
          เฉพาะเรื่องนี้:{' '}
          <Anchor component={Link} href={`/relay/${matter}`} underline="always">
            ดูสายการเวียน
          </Anchor>
        </Text>
      )}
      {told.isPending && <Loading what="ตัวเลข" />}
      {told.isError && <ErrorNotice error={told.error} retry={told.refetch} />}
      {told.isSuccess && <Figures of={told.data} />}
    </>
  );
}

/** One matter of those that the organisation sent or received, found by its subject, an organisation or a number. */
function MatterSelect({ value, onChange }: { value: string | null; onChange: (value: string | null) => void }) {
  const [typed, setTyped] = useState('');
  const [text] = useDebouncedValue(typed.trim(), 250);
  const chain = useGet(matterChain, value ? `/api/relay/${encodeURIComponent(value)}` : null);
  const named = chain.data && { value: value!, label: chain.data.subject ?? chain.data.sentences[0] ?? chain.data.key };
  // What is chosen stands in the field: then all are offered again.
  const wanted = text === named?.label ? '' : text;
  const found = useGet(mattersAnswer, `/api/relay${query({ text: wanted, limit: MATTERS })}`, {
    placeholderData: (before) => before,
  });
  const offered = (found.data?.matters ?? []).map(({ key, subject, reference }) => ({
    value: key,
    label: [subject, reference && thai(reference)].filter(Boolean).join(' · ') || key,
  }));
  return (
    <Select
      label="เฉพาะเรื่อง"
      placeholder="ทุกเรื่อง"
      searchable
      clearable
      clearButtonProps={{ 'aria-label': 'แสดงทุกเรื่อง' }}
      nothingFoundMessage={found.isPending ? 'กำลังค้น' : 'ไม่พบเรื่องที่ค้น'}
      // What is found is the application's to say: it reads ๑ and 1 alike.
      filter={({ options }) => options}
      data={named && !offered.some((one) => one.value === named.value) ? [named, ...offered] : offered}
      value={value}
      searchValue={typed}
      onSearchChange={setTyped}
      onChange={onChange}
      w={{ base: '100%', sm: 320 }}
    />
  );
}

function Figures({ of }: { of: Dashboard }) {
  if (of.letters === 0 && of.sent.length === 0) {
    return (
      <Empty title="ยังไม่มีหนังสือในช่วงเวลานี้">
        ตัวเลขเกิดขึ้นเองเมื่อรับหนังสือเข้ามาและหนังสืออ้างถึงกัน ลองเลือกช่วงวันที่ให้กว้างขึ้น หรือ{' '}
        <Anchor component={Link} href="/upload" underline="always">
          รับหนังสือเข้า
        </Anchor>
      </Empty>
    );
  }
  const late = of.arrivalLevels.reduce((sum, level) => sum + level.late, 0);
  const known = of.arrivalLevels.reduce((sum, level) => sum + level.n, 0);
  const unknown = of.arrivalLevels.reduce((sum, level) => sum + level.unknown, 0);
  const hops = of.hopLevels.reduce((sum, { n }) => sum + n, 0);
  const own = of.overdue.find((row) => row.own)?.n ?? 0;
  const below = of.overdue.filter((row) => !row.own).reduce((sum, { n }) => sum + n, 0);
  const soon = of.weeks.slice(0, 2).reduce((sum, { open }) => sum + open, 0);
  return (
    <>
      <Text mb="sm">
        หนังสือลงวันที่ {day(of.from)} ถึง {day(of.to)}
        {of.cut && ' (มีมากเกินไป นับเฉพาะฉบับล่าสุด)'}
      </Text>
      <SimpleGrid cols={{ base: 2, md: 4 }} mb="xl" component="section" aria-label="ตัวเลขสรุป">
        <Card label="หนังสือ" value={thai(of.letters)} note={`${thai(of.matters)} เรื่อง ${thai(hops)} ขั้น`} />
        <Card
          label="มาถึงเมื่อเหลือน้อยกว่า ๗ วันทำการ"
          value={known === 0 ? 'ไม่ทราบ' : `${thai(late)} ใน ${thai(known)}`}
          note={`ไม่ทราบวันรับ ${thai(unknown)}`}
        />
        <Card
          label="ครบกำหนดในสองสัปดาห์"
          value={thai(soon)}
          note={`ถึง ${day(addDays(of.weeks[1]?.monday ?? of.asOf, 6))}`}
        />
        <Card label="เลยกำหนด" value={thai(own)} note={`หน่วยงานที่ส่งลงไป ${thai(below)}`} />
      </SimpleGrid>
      <Stack gap="lg">
        <HopLevels of={of} />
        <HopOrganisations of={of} />
        <Arrivals of={of} />
        <Sent of={of} />
        <Weeks of={of} />
        <Overdue of={of} />
        <Forecasts of={of} />
      </Stack>
    </>
  );
}

function Card({ label, value, note }: { label: string; value: string; note: string }) {
  return (
    <Paper withBorder p="md">
      <Text size="sm">{label}</Text>
      <Text fz="xl" fw={700}>
        {value}
      </Text>
      <Text size="sm" c="dimmed">
        {note}
      </Text>
    </Paper>
  );
}
