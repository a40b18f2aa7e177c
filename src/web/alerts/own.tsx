import { Alert, Button, Checkbox, Group, Paper, Radio, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import {
  type PersonAlertsAnswer,
  type PersonAlertsChange,
  personAlertsAnswer,
} from '../../../schemas/alert-settings.js';
import type { AlertWay } from '../../../schemas/alerts.js';
import { useChange, useGet } from '../api.js';
import { useSession } from '../session.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { Loading } from '../ui/loading.js';
import { tellDone } from '../ui/tell.js';
import { clock, TimeInputTh } from '../ui/time-input.js';
import { Address } from './address.js';
import { DaysAhead } from './days.js';
import { LineLink } from './line-link.js';
import { hoursOf, QuietHours, type TypedQuiet } from './quiet.js';
import { Tries } from './tries.js';
import { aheadText } from './words.js';

export const OWN = '/api/alerts/preferences';

/** How one is told at the organisation that one acts for. */
export function OwnSettings() {
  const own = useGet(personAlertsAnswer, OWN);
  const { organisation } = useSession();
  if (own.isPending) return <Loading what="การตั้งค่า" />;
  if (own.isError) return <ErrorNotice error={own.error} retry={own.refetch} />;
  const { settings, line } = own.data;
  return (
    <Stack gap="lg" maw={720}>
      <Text>ใช้กับการแจ้งเตือนของ {organisation.name} เท่านั้น หน่วยงานอื่นของท่านตั้งแยกกัน</Text>
      <Address own={own.data} />
      <LineLink />
      {/* Made anew where a way was taken away elsewhere. */}
      <Form key={`${settings.email} ${line}`} own={own.data} />
      {(settings.email !== null || line) && <Tries own={own.data} />}
    </Stack>
  );
}

function Form({ own: { settings, office, line } }: { own: PersonAlertsAnswer }) {
  const [way, setWay] = useState<AlertWay>(settings.way);
  const [ahead, setAhead] = useState(settings.ahead);
  const [asOffice, setAsOffice] = useState(settings.digestAt === null);
  const [digestAt, setDigestAt] = useState<string | null>(settings.digestAt ?? office.digestAt);
  const [quiet, setQuiet] = useState<TypedQuiet>(settings.quiet);
  const save = useChange(personAlertsAnswer, (body: PersonAlertsChange) => ({ path: OWN, method: 'PUT', body }), [
    '/api/alerts',
  ]);
  const hours = quiet === 'office' ? 'office' : hoursOf(quiet);
  const whole = hours !== undefined && (asOffice || digestAt !== null);
  const ways = [
    { value: 'app', label: 'ในระบบเท่านั้น', description: 'เห็นที่กระดิ่งและหน้านี้ ไม่ส่งข้อความออกไป', ready: true },
    {
      value: 'email',
      label: 'อีเมล',
      description: settings.email ?? 'ยืนยันที่อยู่อีเมลด้านบนก่อนจึงเลือกได้',
      ready: settings.email !== null,
    },
    { value: 'line', label: 'LINE', description: line ? 'เชื่อมแล้ว' : 'เชื่อม LINE ด้านบนก่อนจึงเลือกได้', ready: line },
  ];
  return (
    <Paper
      component="form"
      withBorder
      p="md"
      onSubmit={(event: React.FormEvent) => {
        event.preventDefault();
        if (!whole) return;
        save.mutate(
          { way, ahead, digestAt: asOffice ? null : digestAt, quiet: hours },
          { onSuccess: () => tellDone('บันทึกการตั้งค่าแล้ว') },
        );
      }}
    >
      <Stack gap="md">
        <Title order={2} size="h4">
          แจ้งอย่างไร เมื่อไร
        </Title>
        <Radio.Group
          label="ช่องทาง"
          description="ทุกช่องทางเห็นในระบบด้วย หนังสือชั้นความลับบอกเพียงเลขที่และวันที่"
          value={way}
          onChange={(value) => setWay(value as AlertWay)}
        >
          <Stack gap="xs" mt="xs">
            {ways.map(({ ready, ...one }) => (
              <Radio key={one.value} {...one} disabled={!ready && one.value !== way} />
            ))}
          </Stack>
        </Radio.Group>
        <Checkbox
          label={`แจ้งล่วงหน้าตามหน่วยงาน (${aheadText(office.ahead)})`}
          checked={ahead === null}
          onChange={({ currentTarget }) => setAhead(currentTarget.checked ? null : office.ahead)}
        />
        {ahead !== null && <DaysAhead value={ahead} onChange={setAhead} />}
        <Checkbox
          label={`ส่งสรุปตามเวลาของหน่วยงาน (${clock(office.digestAt)} น.)`}
          checked={asOffice}
          onChange={({ currentTarget }) => setAsOffice(currentTarget.checked)}
        />
        {!asOffice && (
          <TimeInputTh label="ส่งสรุปตั้งแต่เวลา" description="เฉพาะวันทำการ" value={digestAt} onChange={setDigestAt} />
        )}
        <QuietHours value={quiet} onChange={setQuiet} office={office.quiet} />
        {!whole && <Alert color="orange">ใส่เวลาให้ครบก่อนบันทึก</Alert>}
        {save.isError && <ErrorNotice error={save.error} />}
        <Group>
          <Button type="submit" loading={save.isPending}>
            บันทึก
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}
