import { Alert, Button, Checkbox, Group, Image, List, Modal, Text } from '@mantine/core';
import { useState } from 'react';
import { doneAnswer, type LetterAnswer, type SplitRequest } from '../../../schemas/check.js';
import { toThaiDigits } from '../../domain/numerals.js';
import { ApiError, useChange } from '../api.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { tellDone } from '../ui/tell.js';
import classes from './check.module.css';

interface Props {
  answer: LetterAnswer;
  opened: boolean;
  onClose: () => void;
  onDone: () => void;
}

/** Which pages begin a letter: ticking one more splits, taking a tick away puts it to the letter before. */
export function SplitDialog({ answer, opened, onClose, onDone }: Props) {
  const seen = answer.pages.filter(({ begins }) => begins).map(({ number }) => number);
  const [first, setFirst] = useState<readonly number[]>([...new Set([1, ...seen])]);
  const split = useChange(
    doneAnswer,
    (body: SplitRequest) => ({ path: `/api/files/${answer.file.receipt}/split`, body }),
    ['/api/check', '/api/letters'],
  );
  const send = (anyway: boolean) =>
    split.mutate(
      { first: [...first], seen, anyway },
      {
        onSuccess: () => {
          tellDone('แยกหนังสือใหม่แล้ว ระบบกำลังอ่านช่องต่าง ๆ ตามที่แยก');
          onClose();
          onDone();
        },
      },
    );
  const inUse = split.error instanceof ApiError && split.error.code === 'split.in_use' ? split.error : null;
  const toggle = (page: number) =>
    setFirst(first.includes(page) ? first.filter((one) => one !== page) : [...first, page].sort((a, b) => a - b));
  const letterOf = (page: number) => first.filter((one) => one <= page).length;
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="แยกหรือรวมหนังสือในไฟล์นี้"
      size="xl"
      closeButtonProps={{ 'aria-label': 'ปิด' }}
    >
      <Text mb="sm">
        เลือกหน้าที่เป็นหน้าแรกของหนังสือแต่ละฉบับ หน้าที่ไม่ได้เลือกจะอยู่กับฉบับก่อนหน้า สิ่งที่แก้หรือยืนยันไว้ยังอยู่กับฉบับที่หน้าแรกไม่เปลี่ยน
        และแยกใหม่ได้เสมอ
      </Text>
      <ul className={classes.strip}>
        {answer.pages.map(({ number, picture, source, rotation }) => (
          <li key={number}>
            {picture && (
              <Image
                src={`/api/files/${answer.file.receipt}/pages/${number}/picture?width=1000&v=${source}-${rotation}`}
                alt={`หน้า ${number}`}
                loading="lazy"
              />
            )}
            <Checkbox
              mt={4}
              checked={first.includes(number)}
              disabled={number === 1}
              onChange={() => toggle(number)}
              label={`หน้า ${toThaiDigits(String(number))} เริ่มฉบับใหม่`}
              description={`ฉบับที่ ${toThaiDigits(String(letterOf(number)))}`}
            />
          </li>
        ))}
      </ul>
      {inUse && (
        <Alert color="orange" mt="md" role="alert" title={inUse.message}>
          <List>
            {inUse.problems?.map(({ message }) => (
              <List.Item key={message}>{toThaiDigits(message)}</List.Item>
            ))}
          </List>
          <Button mt="sm" color="red.9" loading={split.isPending} onClick={() => send(true)}>
            แยกตามนี้ต่อไป
          </Button>
        </Alert>
      )}
      {split.error && !inUse && <ErrorNotice error={split.error} />}
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose}>
          ไม่ทำ
        </Button>
        <Button loading={split.isPending} disabled={first.join() === seen.join()} onClick={() => send(false)}>
          แยกเป็น {toThaiDigits(String(first.length))} ฉบับ
        </Button>
      </Group>
    </Modal>
  );
}
