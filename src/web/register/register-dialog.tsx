import { Alert, Button, Group, List, Modal, SegmentedControl, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import {
  type RegisterEntry,
  type RegisterRequest,
  registerAnswer,
  type WaitingLetter,
} from '../../../schemas/register.js';
import { inThai, useChange } from '../api.js';
import { DateTimeInputTh } from '../ui/date-input.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { thai } from '../ui/format.js';
import { tellDone } from '../ui/tell.js';
import { DoubtList } from './doubts.js';
import { EARLY, EarlyCheck } from './early.js';
import { arrivalText, CHANGED, cellText, numberText } from './words.js';

interface Props {
  letters: readonly WaitingLetter[];
  onClose: () => void;
  /** Lines that were written, or were there before. */
  onDone: (entries: readonly RegisterEntry[]) => void;
}

/** Asks when the paper came, and gives one or many letters their numbers. What could not be registered stays, with the reason. */
export function RegisterDialog({ letters, onClose, onDone }: Props) {
  const one = letters.length === 1 ? letters[0]! : null;
  const [way, setWay] = useState<'proposed' | 'hand'>('proposed');
  const [at, setAt] = useState<string | null>(one?.arrival.at ?? null);
  const [early, setEarly] = useState(false);
  const [left, setLeft] = useState<{ letter: WaitingLetter; code: string; message: string }[]>([]);
  const asked = left.length > 0 ? left.map(({ letter }) => letter) : letters;
  const register = useChange(registerAnswer, (body: RegisterRequest) => ({ path: '/api/register', body }), CHANGED);
  const byHand = one ? at !== one.arrival.at : way === 'hand';
  const ready = !(one || way === 'hand') || at !== null;
  const send = () =>
    register.mutate(
      {
        letters: asked.map(({ letter: { receipt, firstPage, rank } }) => ({
          ...{ receipt, firstPage, rank },
          ...(byHand && at && { at }),
          ...(early && { early }),
        })),
      },
      {
        onSuccess: ({ results }) => {
          const entries = results.flatMap(({ entry }) => (entry ? [entry] : []));
          if (entries.length > 0) {
            tellDone(
              entries.length === 1
                ? `ลงทะเบียนแล้ว เลขทะเบียนรับ ${numberText(entries[0]!)}`
                : `ลงทะเบียนแล้ว ${thai(entries.length)} ฉบับ เลขทะเบียนรับ ${numberText(entries[0]!)} ถึง ${numberText(entries.at(-1)!)}`,
            );
          }
          const failed = results.flatMap(({ error }, n) =>
            error ? [{ letter: asked[n]!, code: error.code, message: inThai(error.message) }] : [],
          );
          setLeft(failed);
          if (failed.length > 0) return;
          onClose();
          onDone(entries);
        },
      },
    );
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={one ? 'ลงทะเบียนหนังสือรับ' : `ลงทะเบียนหนังสือรับ ${thai(letters.length)} ฉบับ`}
      closeButtonProps={{ 'aria-label': 'ปิด' }}
    >
      <Stack gap="sm">
        {letters.some(({ rescanAsked }) => rescanAsked) && (
          <Alert color="orange" title="อาจเป็นหนังสือที่ได้รับแล้ว">
            {one
              ? 'ไฟล์นี้อาจเป็นสแกนอีกชุดของไฟล์ที่มีอยู่ และยังไม่มีผู้ตอบ'
              : `${thai(letters.filter(({ rescanAsked }) => rescanAsked).length)} ฉบับอาจเป็นสแกนอีกชุดของไฟล์ที่มีอยู่ และยังไม่มีผู้ตอบ`}{' '}
            หากลงทะเบียนเลย หนังสือเดียวกันอาจได้เลขสองเลข
          </Alert>
        )}
        {one ? (
          <>
            <Text fw={700}>{one.columns.subject ?? one.file}</Text>
            <Text>
              ที่ {cellText('reference', one.columns.reference)} ลงวันที่ {cellText('date', one.columns.date)} จาก{' '}
              {cellText('sender', one.columns.sender)}
            </Text>
            {one.doubts.length > 0 && (
              <Alert color="orange" title="ยังมีค่าที่ต้องตรวจ">
                <DoubtList doubts={one.doubts} />
                <Text size="sm" mt={4}>
                  ลงทะเบียนได้เลย ทะเบียนจะแสดงว่าต้องตรวจ จนกว่าจะตรวจหนังสือหรือแก้ในทะเบียน
                </Text>
              </Alert>
            )}
          </>
        ) : (
          <SegmentedControl
            aria-label="วันเวลาที่ได้รับ"
            value={way}
            onChange={(value) => setWay(value as typeof way)}
            data={[
              { value: 'proposed', label: 'วันเวลาที่ได้รับตามรายการ' },
              { value: 'hand', label: 'กรอกเอง ใช้กับทุกฉบับ' },
            ]}
          />
        )}
        {(one || way === 'hand') && (
          <>
            <DateTimeInputTh label="วันที่ได้รับ" value={at} onChange={setAt} />
            <Text size="sm" c="dimmed">
              {one && `ที่เสนอ: ${arrivalText(one.arrival.at)} `}
              {one?.arrival.check && `(${one.arrival.check}) `}
              กำหนดที่นับจากวันรับจะนับจากวันที่นี้ เวลา ๐๐.๐๐ หมายถึงไม่ทราบเวลา
            </Text>
          </>
        )}
        {left.length > 0 && (
          <Alert color="red" title={`ยังไม่ได้ลงทะเบียน ${thai(left.length)} ฉบับ`} role="alert">
            <List size="sm">
              {left.map(({ letter, message }) => (
                <List.Item key={`${letter.letter.receipt} ${letter.letter.firstPage} ${letter.letter.rank}`}>
                  {letter.columns.reference ? cellText('reference', letter.columns.reference) : letter.file}: {message}
                </List.Item>
              ))}
            </List>
          </Alert>
        )}
        {left.some(({ code }) => code === EARLY) && <EarlyCheck value={early} onChange={setEarly} />}
        {register.isError && <ErrorNotice error={register.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            ไม่ทำ
          </Button>
          <Button data-autofocus loading={register.isPending} disabled={!ready} onClick={send}>
            {one ? 'ลงทะเบียน' : `ลงทะเบียน ${thai(asked.length)} ฉบับ`}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
