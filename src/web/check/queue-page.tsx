import { Anchor, Badge, Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { queueAnswer } from '../../../schemas/check.js';
import { daysLeftText, SPEED_LABEL } from '../../domain/labels.js';
import { toThaiDigits } from '../../domain/numerals.js';
import { useGet } from '../api.js';
import { Empty } from '../ui/empty.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { dateTime, day, thai } from '../ui/format.js';
import { useKeys } from '../ui/keys.js';
import { Loading } from '../ui/loading.js';
import { PageHead } from '../ui/page-head.js';
import classes from './queue.module.css';
import { checkPath, FIELD_LABEL, refText } from './words.js';

const STEP = 50;

/** ตรวจ: the letters that wait, the most pressing first; Enter opens the marked one. */
export default function CheckQueue() {
  const [limit, setLimit] = useState(STEP);
  const [at, setAt] = useState(0);
  const [, go] = useLocation();
  const queue = useGet(queueAnswer, `/api/check?limit=${limit}`, { placeholderData: (old) => old });
  const items = queue.data?.items ?? [];
  const marked = Math.min(at, Math.max(0, items.length - 1));
  const move = (by: number) => {
    const next = Math.min(items.length - 1, Math.max(0, marked + by));
    setAt(next);
    document.getElementById(`letter-${next}`)?.focus();
  };
  const open = () => items[marked] && go(checkPath(items[marked]!));
  useKeys({
    KeyJ: { does: 'ฉบับถัดไป', run: () => move(1) },
    KeyK: { does: 'ฉบับก่อน', run: () => move(-1) },
    Enter: { does: 'เปิดตรวจฉบับที่เลือก', run: open, label: 'Enter' },
    Slash: { does: 'ค้นหาหนังสือ', run: () => go('/search') },
  });
  if (queue.isPending) return <Loading />;
  if (queue.isError) return <ErrorNotice error={queue.error} retry={queue.refetch} />;
  const { total } = queue.data;
  return (
    <>
      <PageHead
        title="ตรวจ"
        actions={
          items.length > 0 && (
            <Button onClick={open}>{marked === 0 ? 'เริ่มตรวจฉบับแรก' : `ตรวจฉบับที่ ${thai(marked + 1)}`}</Button>
          )
        }
      >
        {total > 0 && `หนังสือรอตรวจ ${thai(total)} ฉบับ เรียงตามกำหนดที่ใกล้ที่สุด ชั้นความเร็ว และลำดับที่มาถึง`}
      </PageHead>
      {items.length === 0 ? (
        <Empty title="ไม่มีหนังสือรอตรวจ">
          เมื่อระบบอ่านไฟล์เสร็จ หนังสือจะมาอยู่ที่นี่{' '}
          <Anchor component={Link} href="/upload" underline="always">
            รับหนังสือเข้า
          </Anchor>{' '}
          <Anchor component={Link} href="/register" underline="always">
            ลงทะเบียนหนังสือที่ตรวจแล้ว
          </Anchor>
        </Empty>
      ) : (
        <ol className={classes.list}>
          {items.map((item, index) => (
            <li key={item.key} className={classes.item} data-marked={index === marked || undefined}>
              <Link
                id={`letter-${index}`}
                href={checkPath(item)}
                className={classes.link}
                aria-current={index === marked || undefined}
                onFocus={() => setAt(index)}
              >
                <Group gap="xs" wrap="wrap">
                  {item.speed && (
                    <Badge color="red" variant="light" size="lg" tt="none">
                      {SPEED_LABEL[item.speed]}
                    </Badge>
                  )}
                  <Text component="span" fw={700}>
                    {refText(item)}
                  </Text>
                  <Badge color={item.doubts > 0 ? 'orange' : 'green'} variant="light" size="lg" tt="none">
                    {item.doubts > 0 ? `ต้องดู ${toThaiDigits(String(item.doubts))} เรื่อง` : 'ไม่มีข้อสงสัย'}
                  </Badge>
                </Group>
                <Text component="span" display="block">
                  {item.subject ?? 'ไม่พบชื่อเรื่อง'}
                </Text>
                <Text component="span" display="block" size="sm" c="dimmed">
                  {[
                    item.issuer,
                    item.due && `กำหนด ${day(item.due)} (${toThaiDigits(daysLeftText(item.daysLeft ?? 0))})`,
                    `${item.file} หน้า ${thai(item.pages[0])}`,
                    `มาถึง ${dateTime(item.receivedAt)}`,
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </Text>
                {item.doubtful.length > 0 && (
                  <Text component="span" display="block" size="sm">
                    ต้องดู: {item.doubtful.map((field) => FIELD_LABEL[field]).join(', ')}
                  </Text>
                )}
                {item.said.map(({ field, here, there }) => (
                  <Text key={field} component="span" display="block" size="sm">
                    {FIELD_LABEL[field]}: ผู้ตรวจกำหนดไว้ {here} แต่ผู้ส่งระบุมาทางอิเล็กทรอนิกส์ว่า {there}
                  </Text>
                ))}
              </Link>
            </li>
          ))}
        </ol>
      )}
      {total > items.length && (
        <Button
          mt="md"
          variant="default"
          loading={queue.isFetching}
          onClick={() => setLimit(Math.min(200, limit + STEP))}
        >
          แสดงเพิ่ม (อีก {thai(total - items.length)} ฉบับ)
        </Button>
      )}
    </>
  );
}
