import {
  Anchor,
  Button,
  Checkbox,
  FileButton,
  Group,
  Modal,
  Select,
  Stack,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core';
import { IconCamera, IconCheck, IconPaperclip, IconSend, IconUserCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { type InboxLetter, inboxLetter, inboxOptions } from '../../../schemas/notices.js';
import { type Call, query, useChange, useGet } from '../api.js';
import { hasRole, useSession } from '../session.js';
import { ConfirmDialog } from '../ui/confirm-dialog.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { dateTime } from '../ui/format.js';
import { useKeys } from '../ui/keys.js';
import { tellDone } from '../ui/tell.js';

type Step = { path: string } & Call;
type Dialog = 'assign' | 'forward' | 'done' | 'reopen' | null;

/** What the office does with a letter: รับทราบ, มอบหมาย, ส่งต่อ, ทำเสร็จแล้ว. */
export function Steps({ letter }: { letter: InboxLetter }) {
  const session = useSession();
  const [dialog, setDialog] = useState<Dialog>(null);
  const step = useChange(inboxLetter, (request: Step) => request, ['/api/inbox', '/api/calendar']);
  const path = `/api/inbox/${letter.id}`;
  const works = hasRole(session, 'clerk', 'receiver');
  const run = (request: Step, told: string) =>
    step.mutate(request, {
      onSuccess: () => {
        setDialog(null);
        tellDone(told);
      },
    });
  const open = letter.state !== 'done';
  const acknowledge = () => run({ path: `${path}/acknowledge` }, 'รับทราบแล้ว');
  const acknowledgeable = works && open && !letter.acknowledged;
  useKeys({
    KeyA: { does: 'รับทราบ', run: () => acknowledgeable && acknowledge() },
    KeyD: { does: 'บันทึกว่าทำเสร็จแล้ว', run: () => works && open && setDialog('done') },
  });
  const close = () => {
    step.reset();
    setDialog(null);
  };
  const shared = { letter, busy: step.isPending, error: step.error, close };
  return (
    <div className="no-print">
      {step.isError && dialog === null && <ErrorNotice error={step.error} />}
      {letter.acknowledged && (
        <Text size="sm">
          รับทราบแล้วโดย {letter.acknowledged.by} {dateTime(letter.acknowledged.at)}
        </Text>
      )}
      {letter.assignee && <Text size="sm">มอบหมายให้ {letter.assignee.name}</Text>}
      {letter.done && (
        <Text size="sm">
          ทำเสร็จแล้วโดย {letter.done.by} {dateTime(letter.done.at)}
          {letter.note ? `: ${letter.note}` : ''}
        </Text>
      )}
      {letter.proof && (
        <Text size="sm">
          หลักฐาน: <Anchor href={`${path}/proof`}>{letter.proof.name}</Anchor>
        </Text>
      )}
      {works && (
        <Group gap="xs" mt="xs">
          {acknowledgeable && (
            <Button
              leftSection={<IconCheck size={18} />}
              loading={step.isPending && dialog === null}
              onClick={acknowledge}
            >
              รับทราบ
            </Button>
          )}
          {open ? (
            <>
              <Button variant="default" leftSection={<IconUserCheck size={18} />} onClick={() => setDialog('assign')}>
                มอบหมาย
              </Button>
              <Button variant="default" leftSection={<IconSend size={18} />} onClick={() => setDialog('forward')}>
                ส่งต่อภายใน
              </Button>
              <Button
                variant={acknowledgeable ? 'default' : 'filled'}
                leftSection={<IconPaperclip size={18} />}
                onClick={() => setDialog('done')}
              >
                ทำเสร็จแล้ว
              </Button>
            </>
          ) : (
            <Button variant="default" onClick={() => setDialog('reopen')}>
              เปิดเรื่องใหม่
            </Button>
          )}
        </Group>
      )}
      {dialog === 'assign' && (
        <Assign {...shared} give={(person) => run({ path: `${path}/assign`, body: { person } }, 'บันทึกการมอบหมายแล้ว')} />
      )}
      {dialog === 'forward' && (
        <Forward
          {...shared}
          give={(units, note) =>
            run({ path: `${path}/forward`, body: { units, note } }, `ส่งต่อ ${units.join(', ')} แล้ว`)
          }
        />
      )}
      {dialog === 'done' && (
        <Done
          {...shared}
          attach={(file) => step.mutate({ path: `${path}/proof${query({ name: file.name })}`, body: new Blob([file]) })}
          finish={(note) => run({ path: `${path}/done`, body: { note } }, 'บันทึกว่าทำเสร็จแล้ว')}
        />
      )}
      {dialog === 'reopen' && (
        <Reopen {...shared} again={(reason) => run({ path: `${path}/reopen`, body: { reason } }, 'เปิดเรื่องใหม่แล้ว')} />
      )}
    </div>
  );
}

interface DialogProps {
  letter: InboxLetter;
  busy: boolean;
  error: Error | null;
  close: () => void;
}

function Assign({ letter, busy, error, close, give }: DialogProps & { give: (person: number | null) => void }) {
  const options = useGet(inboxOptions, '/api/inbox/options');
  const session = useSession();
  const [person, setPerson] = useState<string | null>(letter.assignee ? String(letter.assignee.id) : null);
  return (
    <ConfirmDialog
      opened
      onClose={close}
      title="มอบหมายเรื่องนี้"
      confirm={person === null ? 'ยกเลิกการมอบหมาย' : 'มอบหมาย'}
      busy={busy}
      disabled={person === null && letter.assignee === null}
      onConfirm={() => give(person === null ? null : Number(person))}
    >
      {options.isError && <ErrorNotice error={options.error} retry={options.refetch} />}
      {error && <ErrorNotice error={error} />}
      <Select
        label="ผู้รับผิดชอบ"
        description="คนในหน่วยงานนี้ เรื่องจะไปอยู่ที่ ของฉัน ของผู้นั้น"
        clearable
        clearButtonProps={{ 'aria-label': 'ล้าง' }}
        data={(options.data?.people ?? []).map(({ id, name, position }) => ({
          value: String(id),
          label: `${name}${position ? ` (${position})` : ''}${id === session.person.id ? ' - ฉันเอง' : ''}`,
        }))}
        value={person}
        onChange={setPerson}
      />
    </ConfirmDialog>
  );
}

function Forward({ busy, error, close, give }: DialogProps & { give: (units: string[], note: string) => void }) {
  const options = useGet(inboxOptions, '/api/inbox/options');
  const [chosen, setChosen] = useState<string[]>([]);
  const [other, setOther] = useState('');
  const [note, setNote] = useState('');
  const known = options.data?.units ?? [];
  const units = [...chosen, ...other.split(',').map((unit) => unit.trim())].filter((unit) => unit !== '');
  return (
    <ConfirmDialog
      opened
      onClose={close}
      title="ส่งต่อให้กองหรือหน่วยย่อย"
      confirm="ส่งต่อ"
      busy={busy}
      disabled={units.length === 0}
      onConfirm={() => give(units, note)}
    >
      {options.isError && <ErrorNotice error={options.error} retry={options.refetch} />}
      {error && <ErrorNotice error={error} />}
      {known.length > 0 && (
        <Checkbox.Group label="กองหรือหน่วยย่อย" value={chosen} onChange={setChosen} mb="sm">
          <Stack gap="xs" mt="xs">
            {known.map((unit) => (
              <Checkbox key={unit} value={unit} label={unit} />
            ))}
          </Stack>
        </Checkbox.Group>
      )}
      <TextInput
        label={known.length > 0 ? 'หน่วยอื่น' : 'กองหรือหน่วยย่อย'}
        description="หลายหน่วยคั่นด้วยจุลภาค เช่น กองคลัง, กองช่าง"
        value={other}
        onChange={({ currentTarget }) => setOther(currentTarget.value)}
      />
      <Textarea
        label="ข้อความถึงหน่วยย่อย (ถ้ามี)"
        mt="sm"
        autosize
        minRows={2}
        maxLength={1000}
        value={note}
        onChange={({ currentTarget }) => setNote(currentTarget.value)}
      />
    </ConfirmDialog>
  );
}

function Done(props: DialogProps & { attach: (file: File) => void; finish: (note: string) => void }) {
  const { letter, busy, error, close, attach, finish } = props;
  const [note, setNote] = useState(letter.note ?? '');
  const take = (file: File | null) => file && attach(file);
  return (
    <Modal opened onClose={close} title="บันทึกว่าทำเสร็จแล้ว" centered closeButtonProps={{ 'aria-label': 'ปิด' }}>
      {error && <ErrorNotice error={error} />}
      <Textarea
        label="ทำอะไรไปแล้ว (ถ้ามี)"
        placeholder="เช่น ส่งแบบสำรวจทางอีเมลแล้ว"
        autosize
        minRows={2}
        maxLength={2000}
        value={note}
        onChange={({ currentTarget }) => setNote(currentTarget.value)}
      />
      <Text mt="sm" fw={600}>
        หลักฐาน (ถ้ามี)
      </Text>
      <Text size="sm" c="dimmed">
        เก็บไว้ในหน่วยงานเท่านั้น ผู้ส่งเห็นเพียงว่าทำเสร็จเมื่อไร
      </Text>
      <Group gap="xs" mt="xs">
        <FileButton
          accept="image/*"
          capture="environment"
          onChange={take}
          inputProps={{ 'aria-label': 'ถ่ายภาพหลักฐาน' }}
        >
          {(button) => (
            <Button {...button} variant="default" leftSection={<IconCamera size={18} />} loading={busy}>
              ถ่ายภาพ
            </Button>
          )}
        </FileButton>
        <FileButton onChange={take} inputProps={{ 'aria-label': 'เลือกไฟล์หลักฐาน' }}>
          {(button) => (
            <Button {...button} variant="default" leftSection={<IconPaperclip size={18} />} loading={busy}>
              เลือกไฟล์
            </Button>
          )}
        </FileButton>
      </Group>
      {letter.proof && (
        <Text mt="xs" role="status">
          แนบแล้ว: {letter.proof.name}
        </Text>
      )}
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={close}>
          ไม่ทำ
        </Button>
        <Button loading={busy} onClick={() => finish(note)}>
          บันทึกว่าเสร็จแล้ว
        </Button>
      </Group>
    </Modal>
  );
}

function Reopen({ busy, error, close, again }: DialogProps & { again: (reason: string) => void }) {
  const [reason, setReason] = useState('');
  return (
    <ConfirmDialog
      opened
      onClose={close}
      title="เปิดเรื่องใหม่"
      confirm="เปิดเรื่องใหม่"
      busy={busy}
      disabled={reason.trim() === ''}
      onConfirm={() => again(reason)}
    >
      {error && <ErrorNotice error={error} />}
      <Text size="sm">หลักฐานและบันทึกเดิมยังอยู่ และเห็นในความเป็นมา</Text>
      <Textarea
        label="เหตุผล"
        required
        mt="sm"
        maxLength={500}
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
    </ConfirmDialog>
  );
}
