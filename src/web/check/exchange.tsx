import { Anchor, Button, List, Text } from '@mantine/core';
import type { LetterAnswer } from '../../../schemas/check.js';
import { exchangeReceiver } from '../../../schemas/exchange.js';
import { useGet } from '../api.js';
import { hasRole, useSession } from '../session.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { thai } from '../ui/format.js';
import { Block } from './about-letter.js';

/** So many addressees have a line of their own; a circular to more is had as a ZIP alone. */
const LINES = 20;

/** A letter that the office itself issued, to be given out in the exchange form: one message a receiver. */
export function Exchange({ answer: { issued, confirmed, ref } }: { answer: LetterAnswer }) {
  const clerk = hasRole(useSession(), 'clerk');
  const path = `/api/letters/${ref.receipt}/${ref.ordinal}/exchange`;
  const receivers = useGet(exchangeReceiver.array(), issued && confirmed && clerk ? path : null);
  if (receivers.isError) {
    return (
      <Block title={TITLE}>
        <ErrorNotice error={receivers.error} title="ส่งออกทางอิเล็กทรอนิกส์ไม่ได้" />
      </Block>
    );
  }
  if (!receivers.data) return null;
  const ready = receivers.data.filter(({ problem }) => problem === null);
  const others = receivers.data.filter(({ problem }) => problem !== null);
  return (
    <Block title={TITLE}>
      <Text>
        {receivers.data.length === 0
          ? 'ไม่มีผู้รับที่ระบบรู้จัก โปรดตรวจช่องผู้รับ'
          : `ผู้รับ ${thai(receivers.data.length)} หน่วยงาน ส่งออกได้ ${thai(ready.length)} หน่วยงาน ระบบไม่ส่งให้เอง โปรดนำไฟล์ไปส่งผ่านระบบสารบรรณอิเล็กทรอนิกส์`}
      </Text>
      {ready.length > 0 && (
        <Button component="a" href={`${path}.zip`} download variant="default" size="xs" mt="xs">
          ดาวน์โหลดทุกหน่วยงาน (ZIP)
        </Button>
      )}
      {ready.length <= LINES && (
        <List size="sm" mt="xs">
          {ready.map(({ code, name }) => (
            <List.Item key={code}>
              <Anchor href={`${path}/${encodeURIComponent(code)}`} download underline="always">
                {name} (XML)
              </Anchor>
            </List.Item>
          ))}
        </List>
      )}
      {others.length > 0 && (
        <details>
          <summary>ยังส่งออกไม่ได้ {thai(others.length)} หน่วยงาน</summary>
          <List size="sm" mt="xs">
            {others.map(({ code, name, problem }) => (
              <List.Item key={code}>
                {name}: {problem}
              </List.Item>
            ))}
          </List>
        </details>
      )}
    </Block>
  );
}

const TITLE = 'ส่งออกทางอิเล็กทรอนิกส์';
