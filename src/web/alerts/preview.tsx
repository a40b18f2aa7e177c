import { Alert, Group, Paper, Select, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { officeAlertsAnswer } from '../../../schemas/alert-settings.js';
import { type PreviewAnswer, previewAnswer } from '../../../schemas/alerts.js';
import { weekdayText } from '../../domain/alerts/line-text.js';
import { query, useGet } from '../api.js';
import { hasRole, useSession } from '../session.js';
import { DateInputTh } from '../ui/date-input.js';
import { Empty } from '../ui/empty.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { dateTime, thai } from '../ui/format.js';
import { Loading } from '../ui/loading.js';
import { LineView } from './line.js';

const WAYS = { app: 'เห็นในระบบ ไม่ส่งข้อความออกไป', email: 'ส่งทางอีเมล', line: 'ส่งทาง LINE' } as const;

/** ตัวอย่างพรุ่งนี้: the digest as it would be written, and why every other line is not in it. */
export function Preview() {
  const [day, setDay] = useState<string | null>(null);
  const [person, setPerson] = useState<string | null>(null);
  const session = useSession();
  const mayAsk = hasRole(session, 'admin');
  const office = useGet(officeAlertsAnswer, mayAsk ? '/api/alerts/settings' : null);
  const preview = useGet(previewAnswer, `/api/alerts/preview${query({ day, person })}`, {
    placeholderData: (before) => before,
  });
  return (
    <Stack gap="md">
      <Group align="flex-end" gap="sm" className="no-print">
        <DateInputTh label="ดูของวันอื่น" description="ว่างไว้ คือวันทำการถัดไป" value={day} onChange={setDay} />
        {office.data && (
          <Select
            label="ดูของผู้อื่น"
            description="ว่างไว้ คือของท่าน"
            clearable
            clearButtonProps={{ 'aria-label': 'ล้างผู้อื่น' }}
            data={office.data.members.map(({ id, name }) => ({ value: String(id), label: name }))}
            value={person}
            onChange={setPerson}
          />
        )}
      </Group>
      {preview.isPending && <Loading what="ตัวอย่าง" />}
      {preview.isError && <ErrorNotice error={preview.error} retry={preview.refetch} />}
      {preview.data && <Shown preview={preview.data} />}
    </Stack>
  );
}

function Shown({ preview: { day, workingDay, way, goesAt, lines, more } }: { preview: PreviewAnswer }) {
  const told = lines.filter((one) => one.told);
  const others = lines.filter((one) => !one.told);
  return (
    <>
      <section aria-labelledby="told">
        <Title order={2} size="h4" id="told">
          {weekdayText(day)}: {told.length + more === 0 ? 'ไม่มีเรื่องที่ต้องแจ้ง' : `แจ้ง ${thai(told.length + more)} เรื่อง`}
        </Title>
        <Text c="dimmed" mb="sm">
          {goesAt === null ? 'ไม่มีอะไรส่ง' : `${WAYS[way]} ตั้งแต่ ${dateTime(goesAt)}`}
        </Text>
        {!workingDay && <Alert color="blue">วันนี้เป็นวันหยุด สรุปประจำวันส่งเฉพาะวันทำการ</Alert>}
        <Lines lines={told} day={day} />
        {more > 0 && <Text mt="sm">และอีก {thai(more)} เรื่องที่ไม่ได้แสดงในข้อความ</Text>}
      </section>
      {others.length > 0 && (
        <section aria-labelledby="others">
          <Title order={2} size="h4" id="others" mb="sm">
            ไม่อยู่ในสรุป {thai(others.length)} เรื่อง
          </Title>
          <Lines lines={others} day={day} />
        </section>
      )}
      {lines.length === 0 && <Empty title="ไม่มีกำหนดที่ต้องตาม">เมื่อมีหนังสือที่มีกำหนด เรื่องนั้นจะอยู่ที่นี่พร้อมวันที่จะแจ้ง</Empty>}
    </>
  );
}

function Lines({ lines, day }: Pick<PreviewAnswer, 'lines' | 'day'>) {
  return (
    <Stack component="ol" gap="sm" p={0} m={0} style={{ listStyle: 'none' }}>
      {lines.map(({ line, told, why }) => (
        <Paper component="li" withBorder p="sm" key={`${line.path} ${line.kind} ${line.dueOn} ${line.step}`}>
          <LineView line={line} day={day} on={day} {...(!told && { instead: 'ไม่แจ้งในสรุปนี้' })} />
          <Text size="sm" c="dimmed" mt={4}>
            {why}
          </Text>
        </Paper>
      ))}
    </Stack>
  );
}
