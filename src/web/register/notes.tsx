import {
  Button,
  Group,
  Paper,
  SegmentedControl,
  Select,
  SimpleGrid,
  Stack,
  Text,
  Textarea,
  TextInput,
  Timeline,
  Title,
} from '@mantine/core';
import { IconGavel, IconMessage, IconSend } from '@tabler/icons-react';
import { useState } from 'react';
import { inboxOptions } from '../../../schemas/notices.js';
import {
  entryDetail,
  type NoteKind,
  type NoteRequest,
  noteKinds,
  type OfficeNote,
  type RegisterEntry,
} from '../../../schemas/register.js';
import { useChange, useGet } from '../api.js';
import { hasRole, useSession } from '../session.js';
import { DateTimeInputTh } from '../ui/date-input.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { dateTime } from '../ui/format.js';
import { tellDone } from '../ui/tell.js';
import styles from './register.module.css';
import { CHANGED, NOTE } from './words.js';

const ICON = { propose: IconSend, note: IconMessage, order: IconGavel };

/** เสนอ, เกษียน and สั่งการ on a line in the order in which they were entered, and a form for the next. */
export function Notes({ entry, notes }: { entry: RegisterEntry; notes: readonly OfficeNote[] }) {
  const session = useSession();
  const may = hasRole(session, 'clerk', 'receiver') && entry.cancelled === null;
  return (
    <section>
      <Title order={3} size="h4" mb="xs">
        เสนอ เกษียน สั่งการ
      </Title>
      {notes.length === 0 && <Text c="dimmed">ยังไม่มีบันทึก</Text>}
      <Timeline active={notes.length} bulletSize={28} lineWidth={2}>
        {notes.map(({ id, kind, text, name, position, writtenAt, enteredAt, enteredBy }) => {
          const Icon = ICON[kind];
          return (
            <Timeline.Item key={id} bullet={<Icon size={16} aria-hidden />} title={NOTE[kind]}>
              <Text className={styles.text}>{text}</Text>
              <Text size="sm">
                {name}
                {position && ` ${position}`} {dateTime(writtenAt)}
              </Text>
              <Text size="sm" c="dimmed">
                บันทึกโดย {enteredBy} {dateTime(enteredAt)}
              </Text>
            </Timeline.Item>
          );
        })}
      </Timeline>
      {may && <NoteForm key={notes.length} entry={entry} />}
    </section>
  );
}

const now = () => new Date().toISOString().replace(/:\d\d\.\d+Z$/, ':00.000Z');

function NoteForm({ entry }: { entry: RegisterEntry }) {
  const { person } = useSession();
  const [kind, setKind] = useState<NoteKind>('propose');
  const [text, setText] = useState('');
  const [name, setName] = useState(person.name);
  const [position, setPosition] = useState('');
  const [writtenAt, setWrittenAt] = useState<string | null>(now);
  const [assignee, setAssignee] = useState<string | null>(null);
  const options = useGet(inboxOptions, kind === 'order' && entry.letter ? '/api/inbox/options' : null);
  const add = useChange(
    entryDetail,
    (body: NoteRequest) => ({ path: `/api/register/${entry.id}/notes`, body }),
    CHANGED,
  );
  const ready = text.trim() !== '' && name.trim() !== '' && writtenAt !== null;
  return (
    <Paper withBorder p="sm" mt="md" className="no-print">
      <Stack gap="sm">
        <SegmentedControl
          aria-label="ชนิดของบันทึก"
          value={kind}
          onChange={(value) => setKind(value as NoteKind)}
          data={noteKinds.map((value) => ({ value, label: NOTE[value] }))}
        />
        <Textarea
          label={`ข้อความ${NOTE[kind]}`}
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
          autosize
          minRows={2}
          placeholder={kind === 'order' ? 'ทราบ มอบกองคลังดำเนินการ' : 'เรียน ปลัด เพื่อโปรดพิจารณา'}
        />
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
          <TextInput
            label="ผู้เขียน"
            value={name}
            autoComplete="off"
            onChange={({ currentTarget }) => setName(currentTarget.value)}
          />
          <TextInput
            label="ตำแหน่ง"
            value={position}
            autoComplete="off"
            onChange={({ currentTarget }) => setPosition(currentTarget.value)}
          />
        </SimpleGrid>
        <DateTimeInputTh label="เขียนเมื่อวันที่" value={writtenAt} onChange={setWrittenAt} />
        {kind === 'order' && options.data && (
          <Select
            label="มอบหมายให้ (ไม่ใส่ก็ได้)"
            data={options.data.people.map((one) => ({ value: String(one.id), label: one.name }))}
            value={assignee}
            onChange={setAssignee}
            clearable
            searchable
            clearButtonProps={{ 'aria-label': 'ไม่มอบหมาย' }}
            nothingFoundMessage="ไม่มีชื่อนี้ในหน่วยงาน"
          />
        )}
        {add.isError && <ErrorNotice error={add.error} />}
        <Group justify="space-between">
          <Text size="sm" c="dimmed">
            บันทึกแล้วแก้ไม่ได้ ถ้าผิดให้เพิ่มบันทึกใหม่
          </Text>
          <Button
            loading={add.isPending}
            disabled={!ready}
            onClick={() =>
              add.mutate(
                {
                  ...{ kind, text, name, position: position || null, writtenAt: writtenAt! },
                  ...(kind === 'order' && assignee && { assignee: Number(assignee) }),
                },
                { onSuccess: () => tellDone(`เพิ่ม${NOTE[kind]}แล้ว`) },
              )
            }
          >
            เพิ่ม{NOTE[kind]}
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}
