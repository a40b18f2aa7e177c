import { Button, Group, Modal, Select, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { counterAnswer, type ReceivedBook } from '../../../schemas/register.js';
import { buddhistYear, thaiDay } from '../../domain/calendar.js';
import { query, useChange, useGet } from '../api.js';
import { ThaiDigitInput } from '../ui/digit-input.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { thai } from '../ui/format.js';
import { tellDone } from '../ui/tell.js';

const BOOKS = [
  { value: 'received', label: 'ทะเบียนหนังสือรับ' },
  { value: 'received-secret', label: 'ทะเบียนหนังสือลับ' },
];

/** The number that the next letter gets: for an office that joins in the middle of a year. */
export function CounterDialog({ onClose }: { onClose: () => void }) {
  const year = buddhistYear(thaiDay(new Date()));
  const [book, setBook] = useState<ReceivedBook>('received');
  const [next, setNext] = useState<number | null>(null);
  const counter = useGet(counterAnswer, `/api/register/counter${query({ book, year })}`);
  const save = useChange(
    counterAnswer,
    (number: number) => ({ path: '/api/register/counter', method: 'PUT', body: { book, year, next: number } }),
    ['/api/register/counter'],
  );
  const least = counter.data?.next ?? 1;
  const back = next !== null && next < least;
  return (
    <Modal opened onClose={onClose} title="เลขทะเบียนเริ่มต้น" closeButtonProps={{ 'aria-label': 'ปิด' }}>
      <Stack gap="sm">
        <Text>ใช้เมื่อหน่วยงานเริ่มใช้ระบบกลางปี และต้องลงเลขต่อจากทะเบียนเล่มเดิม ตั้งได้เฉพาะเลขที่มากกว่าเลขที่ใช้แล้ว และย้อนกลับไม่ได้</Text>
        <Select
          label="ทะเบียน"
          data={BOOKS}
          value={book}
          allowDeselect={false}
          onChange={(value) => setBook(value as ReceivedBook)}
        />
        {counter.isError && <ErrorNotice error={counter.error} retry={counter.refetch} />}
        {counter.data && (
          <Text>
            ปี {thai(year)} เลขถัดไปคือ <b>{thai(least)}</b>
            {counter.data.last !== null && ` (ใช้ถึงเลข ${thai(counter.data.last)} แล้ว)`}
          </Text>
        )}
        <ThaiDigitInput
          label="เลขทะเบียนของฉบับถัดไป"
          value={next}
          onChange={setNext}
          error={back ? `ต้องไม่น้อยกว่า ${thai(least)}` : undefined}
        />
        {save.isError && <ErrorNotice error={save.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            ไม่ทำ
          </Button>
          <Button
            loading={save.isPending}
            disabled={next === null || back || next < 1}
            onClick={() =>
              save.mutate(next!, {
                onSuccess: (set) => {
                  tellDone(`ฉบับถัดไปได้เลข ${thai(set.next)}`);
                  onClose();
                },
              })
            }
          >
            ตั้งเลขนี้
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
