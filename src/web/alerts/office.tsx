import { Alert, Button, Group, MultiSelect, Paper, Select, Stack, Switch, Text, Title } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { type OfficeAlertsAnswer, officeAlertsAnswer } from '../../../schemas/alert-settings.js';
import type { OfficeAlertSettings } from '../../../schemas/alerts.js';
import { useChange, useGet } from '../api.js';
import { ThaiDigitInput } from '../ui/digit-input.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { Loading } from '../ui/loading.js';
import { tellDone } from '../ui/tell.js';
import { TimeInputTh } from '../ui/time-input.js';
import { DaysAhead } from './days.js';
import { hoursOf, QuietHours, type TypedHours } from './quiet.js';
import { Webhooks } from './webhooks.js';

const SETTINGS = '/api/alerts/settings';

/** How an organisation tells of deadlines, for its administrators. */
export function OfficeAlerts() {
  const office = useGet(officeAlertsAnswer, SETTINGS);
  if (office.isPending) return <Loading what="การตั้งค่า" />;
  if (office.isError) return <ErrorNotice error={office.error} retry={office.refetch} />;
  return (
    <Stack gap="lg" maw={720}>
      <Form office={office.data} />
      <Webhooks organisation={office.data.organisation.code} />
    </Stack>
  );
}

/** Numbers that are asked for, with what they mean and their bounds as `officeAlertSettings` has them. */
const NUMBERS = {
  overdueFor: { label: 'หลังเกินกำหนด แจ้งทุกวันทำการไปอีกกี่วัน', least: 0, most: 250, hint: '๐ คือไม่แจ้งซ้ำ' },
  escalateAfter: { label: 'เกินกำหนดกี่วันทำการจึงแจ้งผู้บังคับบัญชา', least: 0, most: 60, hint: 'ใช้เมื่อเลือกผู้บังคับบัญชาไว้' },
  relayAhead: {
    label: 'ต้องส่งต่อให้หน่วยงานในสังกัดก่อนกำหนดกี่วันทำการ',
    least: 0,
    most: 60,
    hint: 'เพื่อให้หน่วยงานในสังกัดมีเวลาทำ',
  },
} as const;
type Counted = keyof typeof NUMBERS;
type Draft = Omit<OfficeAlertSettings, Counted | 'digestAt' | 'quiet' | 'leastConfidence'> & {
  numbers: Record<Counted, number | null>;
  digestAt: string | null;
  quiet: TypedHours | null;
  /** In the hundred. */
  confidence: number | null;
};

const draftOf = ({ overdueFor, escalateAfter, relayAhead, leastConfidence, ...rest }: OfficeAlertSettings): Draft => ({
  ...rest,
  numbers: { overdueFor, escalateAfter, relayAhead },
  confidence: Math.round(leastConfidence * 100),
});

const within = (value: number | null, least: number, most: number): value is number =>
  value !== null && value >= least && value <= most;

/** What can be saved; null while a field holds nothing that can. */
function settingsOf({ numbers, confidence, digestAt, quiet, ...rest }: Draft): OfficeAlertSettings | null {
  const hours = hoursOf(quiet);
  const { overdueFor, escalateAfter, relayAhead } = numbers;
  if (!digestAt || hours === undefined || !within(confidence, 50, 100)) return null;
  if (!within(overdueFor, 0, 250) || !within(escalateAfter, 0, 60) || !within(relayAhead, 0, 60)) return null;
  return { ...rest, digestAt, quiet: hours, leastConfidence: confidence / 100, overdueFor, escalateAfter, relayAhead };
}

function Form({ office: { organisation, settings, members } }: { office: OfficeAlertsAnswer }) {
  const [draft, setDraft] = useState(() => draftOf(settings));
  const set = (change: Partial<Draft>) => setDraft({ ...draft, ...change });
  const save = useChange(officeAlertsAnswer, (body: OfficeAlertSettings) => ({ path: SETTINGS, method: 'PUT', body }), [
    '/api/alerts',
  ]);
  const whole = settingsOf(draft);
  const known = new Map(members.map(({ id, name }) => [id, name]));
  // Who has left since they were named stays to be seen, so that somebody takes them out.
  const named = [...new Set([...settings.people, ...(settings.chief === null ? [] : [settings.chief])])];
  const choices = [
    ...members.map(({ id, name }) => ({ value: String(id), label: name })),
    ...named
      .filter((id) => !known.has(id))
      .map((id) => ({ value: String(id), label: `ผู้ใช้เลขที่ ${id} (ไม่อยู่ในหน่วยงานแล้ว)` })),
  ];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (whole) save.mutate(whole, { onSuccess: () => tellDone('บันทึกการตั้งค่าของหน่วยงานแล้ว') });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="lg">
        <Text>ใช้กับทุกคนใน{organisation.name} แต่ละคนตั้งวันล่วงหน้า เวลา และช่วงงดส่งของตนเองต่างไปได้</Text>
        <Section title="เมื่อไร">
          <DaysAhead value={draft.ahead} onChange={(ahead) => set({ ahead })} />
          <TimeInputTh
            label="ส่งสรุปประจำวันตั้งแต่เวลา"
            description="วันละหนึ่งข้อความต่อคน เฉพาะวันทำการ"
            value={draft.digestAt}
            onChange={(digestAt) => set({ digestAt })}
          />
          <QuietHours value={draft.quiet} onChange={(quiet) => quiet !== 'office' && set({ quiet })} />
          <Switch
            label="หนังสือด่วนที่สุด แจ้งทันทีที่มาถึง"
            description="แจ้งแม้เป็นวันหยุด แต่รอจนพ้นช่วงงดส่ง"
            checked={draft.mostUrgentAtOnce}
            onChange={({ currentTarget }) => set({ mostUrgentAtOnce: currentTarget.checked })}
          />
          <ThaiDigitInput
            label="ความเชื่อมั่นขั้นต่ำของกำหนดที่ยังไม่มีผู้ยืนยัน (ร้อยละ)"
            description="ต่ำกว่านี้ ข้อความจะขอให้ตรวจกับตัวหนังสือก่อน"
            maw={420}
            value={draft.confidence}
            error={within(draft.confidence, 50, 100) ? undefined : 'ใส่ ๕๐ ถึง ๑๐๐'}
            onChange={(confidence) => set({ confidence })}
          />
        </Section>
        <Section title="แจ้งใคร">
          <MultiSelect
            label="ผู้รับแจ้งเรื่องที่ยังไม่ได้มอบหมาย"
            description="ไม่เลือกใคร คือแจ้งเจ้าหน้าที่สารบรรณและผู้รับหนังสือทุกคน เรื่องที่มอบหมายแล้วแจ้งผู้รับผิดชอบ"
            data={choices}
            value={draft.people.map(String)}
            onChange={(people) => set({ people: people.map(Number) })}
            searchable
            clearable
            clearButtonProps={{ 'aria-label': 'ล้างผู้รับแจ้ง' }}
            nothingFoundMessage="ไม่พบ"
          />
          <Select
            label="ผู้บังคับบัญชาที่รับแจ้งเรื่องเกินกำหนด"
            placeholder="ไม่แจ้งผู้ใด"
            data={choices}
            value={draft.chief === null ? null : String(draft.chief)}
            onChange={(chief) => set({ chief: chief === null ? null : Number(chief) })}
            searchable
            clearable
            clearButtonProps={{ 'aria-label': 'ล้างผู้บังคับบัญชา' }}
            nothingFoundMessage="ไม่พบ"
          />
        </Section>
        <Section title="เกินกำหนด และการแจ้งต่อ">
          {(Object.keys(NUMBERS) as Counted[]).map((name) => {
            const { label, least, most, hint } = NUMBERS[name];
            const value = draft.numbers[name];
            return (
              <ThaiDigitInput
                key={name}
                label={label}
                description={hint}
                maw={420}
                value={value}
                error={within(value, least, most) ? undefined : `ใส่ ${least} ถึง ${most}`}
                onChange={(number) => set({ numbers: { ...draft.numbers, [name]: number } })}
              />
            );
          })}
        </Section>
        {whole === null && <Alert color="orange">มีช่องที่ยังไม่ถูกต้อง แก้ก่อนบันทึก</Alert>}
        {save.isError && <ErrorNotice error={save.error} />}
        <Group>
          <Button type="submit" loading={save.isPending}>
            บันทึก
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Section({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <Paper withBorder p="md">
      <Title order={2} size="h4" mb="sm">
        {title}
      </Title>
      <Stack gap="md">{children}</Stack>
    </Paper>
  );
}
