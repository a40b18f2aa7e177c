import { Alert, Anchor, Badge, Button, Drawer, Group, Stack, Text, Textarea } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconFileTypePdf, IconPencil, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import {
  type ChangeRequest,
  columnNames,
  type EntryDetail,
  entryDetail,
  registerEntry,
} from '../../../schemas/register.js';
import { useChange, useGet } from '../api.js';
import { hasRole, useSession } from '../session.js';
import { ConfirmDialog } from '../ui/confirm-dialog.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { dateTime } from '../ui/format.js';
import { Loading } from '../ui/loading.js';
import { tellDone } from '../ui/tell.js';
import { Deadlines } from './deadlines.js';
import { Doubt } from './doubts.js';
import { EditForm } from './edit-form.js';
import { Notes } from './notes.js';
import styles from './register.module.css';
import { arrivalText, CHANGED, COLUMN, cellText, numberText } from './words.js';

/** A line of the register, opened beside the book. */
export function EntryDrawer({ id, onClose }: { id: number | null; onClose: () => void }) {
  const detail = useGet(entryDetail, id === null ? null : `/api/register/${id}`);
  const entry = detail.data?.entry;
  return (
    <Drawer
      opened={id !== null}
      onClose={onClose}
      position="right"
      size="xl"
      title={entry && id !== null ? `เลขทะเบียนรับ ${numberText(entry)}` : 'เลขทะเบียนรับ'}
      closeButtonProps={{ 'aria-label': 'ปิด' }}
    >
      {id === null ? null : detail.isError ? (
        <ErrorNotice error={detail.error} retry={detail.refetch} />
      ) : detail.data === undefined ? (
        <Loading what="รายการ" />
      ) : (
        <Entry key={id} detail={detail.data} />
      )}
    </Drawer>
  );
}

function Entry({ detail }: { detail: EntryDetail }) {
  const { entry, notes, deadlines, assignee } = detail;
  const clerk = hasRole(useSession(), 'clerk');
  const [editing, edit] = useDisclosure(false);
  const open = entry.cancelled === null && !entry.veiled;
  return (
    <Stack gap="md">
      <Group gap="xs">
        {entry.book === 'received-secret' && (
          <Badge color="grape" variant="light">
            ทะเบียนหนังสือลับ
          </Badge>
        )}
        {entry.speed && (
          <Badge color="red" variant="light">
            {cellText('speed', entry.speed)}
          </Badge>
        )}
        {assignee && (
          <Badge color="blue" variant="light">
            มอบหมายให้ {assignee.name}
          </Badge>
        )}
      </Group>
      {entry.cancelled && (
        <Alert color="gray" title="ยกเลิกเลขนี้แล้ว">
          {entry.cancelled.reason} โดย {entry.cancelled.by} เมื่อ {dateTime(entry.cancelled.at)} เลขนี้ไม่ใช้อีก
          หนังสือลงทะเบียนใหม่ได้จากรายการรอลงทะเบียน
        </Alert>
      )}
      {entry.veiled && <Alert color="gray">แสดงเฉพาะเลขและวันที่ เนื้อหาเปิดได้เฉพาะผู้ที่ได้รับมอบหมายให้ดูหนังสือลับ</Alert>}
      {entry.wrongBook && (
        <Alert color="red" title="อยู่ผิดเล่ม">
          ชั้นความลับของหนังสือถูกแก้หลังลงทะเบียน ให้ยกเลิกรายการนี้ แล้วลงทะเบียนใหม่ในเล่มที่ถูก
        </Alert>
      )}
      {open && clerk && entry.offers.length > 0 && <Offers detail={detail} />}
      {editing ? (
        <EditForm entry={entry} onClose={edit.close} />
      ) : (
        <dl className={styles.facts}>
          <dt>วันเวลาที่ได้รับ</dt>
          <dd>{arrivalText(entry.at)}</dd>
          {columnNames
            .filter((column) => column !== 'speed' && (!entry.veiled || column === 'reference' || column === 'date'))
            .map((column) => (
              <div key={column} className={styles.fact}>
                <dt>{COLUMN[column]}</dt>
                <dd>
                  {cellText(column, entry[column])}
                  <Doubt column={column} doubts={entry.doubts} reasons />
                </dd>
              </div>
            ))}
          <dt>ลงทะเบียน</dt>
          <dd>
            {entry.registeredBy} {dateTime(entry.registeredAt)}
          </dd>
        </dl>
      )}
      {!editing && (
        <Group gap="sm" className="no-print">
          {open && clerk && (
            <Button variant="default" leftSection={<IconPencil size={18} />} onClick={edit.open}>
              แก้ไข
            </Button>
          )}
          {entry.letter && (
            <Anchor
              component={Link}
              href={`/letters/${entry.letter.receipt}/${entry.letter.ordinal}`}
              underline="always"
            >
              เปิดหนังสือ
            </Anchor>
          )}
          {open && entry.letter && (
            <Button
              component="a"
              variant="default"
              href={`/api/register/${entry.id}/stamped.pdf`}
              target="_blank"
              leftSection={<IconFileTypePdf size={18} />}
            >
              สำเนาประทับตรารับ
            </Button>
          )}
          {open && clerk && <Cancel detail={detail} />}
        </Group>
      )}
      {deadlines.length > 0 && <Deadlines deadlines={deadlines} />}
      {!entry.veiled && <Notes entry={entry} notes={notes} />}
    </Stack>
  );
}

/** What the letter says by now: the book changes only when somebody says so. */
function Offers({ detail: { entry } }: { detail: EntryDetail }) {
  const change = useChange(
    registerEntry,
    (body: ChangeRequest) => ({ path: `/api/register/${entry.id}`, method: 'PATCH', body }),
    CHANGED,
  );
  return (
    <Alert color="blue" title="หนังสือถูกแก้ไขหลังลงทะเบียน">
      {entry.offers.map(({ column, value }) => (
        <Group key={column} gap="sm" mt={4}>
          <Text>
            {COLUMN[column]}: ในทะเบียน {cellText(column, entry[column])} หนังสือว่า {cellText(column, value)}
          </Text>
          <Button size="xs" loading={change.isPending} onClick={() => change.mutate({ accept: [column] })}>
            ใช้ตามหนังสือ
          </Button>
          <Button size="xs" variant="default" onClick={() => change.mutate({ keep: [column] })}>
            คงตามทะเบียน
          </Button>
        </Group>
      ))}
      {change.isError && <ErrorNotice error={change.error} />}
    </Alert>
  );
}

function Cancel({ detail: { entry } }: { detail: EntryDetail }) {
  const [asked, ask] = useDisclosure(false);
  const [reason, setReason] = useState('');
  const cancel = useChange(
    registerEntry,
    () => ({ path: `/api/register/${entry.id}/cancel`, body: { reason } }),
    CHANGED,
  );
  return (
    <>
      <Button variant="outline" color="red" leftSection={<IconX size={18} />} onClick={ask.open}>
        ยกเลิกเลขนี้
      </Button>
      <ConfirmDialog
        opened={asked}
        onClose={ask.close}
        title={`ยกเลิกเลขทะเบียนรับ ${numberText(entry)}`}
        confirm={`ยกเลิกเลข ${numberText(entry)}`}
        danger
        busy={cancel.isPending}
        disabled={reason.trim() === ''}
        onConfirm={() =>
          cancel.mutate(undefined, {
            onSuccess: () => {
              ask.close();
              tellDone(`ยกเลิกเลข ${numberText(entry)} แล้ว`);
            },
          })
        }
      >
        <Text mb="sm">เลขนี้จะคงอยู่ในทะเบียนโดยขีดฆ่าไว้ และไม่ใช้อีก หนังสือลงทะเบียนใหม่ได้เลขใหม่ การยกเลิกย้อนกลับไม่ได้</Text>
        <Textarea
          label="เหตุผล"
          required
          value={reason}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
          autosize
          minRows={2}
        />
        {cancel.isError && <ErrorNotice error={cancel.error} />}
      </ConfirmDialog>
    </>
  );
}
