import { Button, Group, Paper, Progress, Text } from '@mantine/core';
import { Link } from 'wouter';
import { registerEntry } from '../../../schemas/register.js';
import { useChange } from '../api.js';
import { thai } from '../ui/format.js';
import { tellDone, tellFailed } from '../ui/tell.js';
import { numbersText, sizeText } from './texts.js';
import { again, dismiss, type Sending } from './uploader.js';

/** A file that is on its way to the application, was refused, or is there already. */
export function SendingRow({ item }: { item: Sending }) {
  const { id, name, file, state, sent, error } = item;
  const part = file.size === 0 ? 0 : Math.floor((sent / file.size) * 100);
  return (
    <Paper component="li" withBorder p="sm" data-state={state}>
      <Group justify="space-between" gap="xs" wrap="nowrap" align="flex-start">
        <div style={{ minWidth: 0 }}>
          <Text fw={600}>{name}</Text>
          {state === 'waiting' && <Text c="dimmed">รอส่ง {sizeText(file.size)}</Text>}
          {state === 'sending' && (
            <Text c="dimmed">
              ส่งแล้ว {thai(part)}% จาก {sizeText(file.size)}
            </Text>
          )}
          {error && <Text c="var(--mantine-color-error)">{error.message}</Text>}
        </div>
        {state === 'known' ? null : (
          <Group gap="xs" wrap="nowrap">
            {state === 'failed' && (error!.code === 'offline' || error!.status >= 500) && (
              <Button size="xs" variant="outline" onClick={() => again(id)}>
                ส่งอีกครั้ง
              </Button>
            )}
            <Button
              size="xs"
              variant="default"
              onClick={() => dismiss(id)}
              aria-label={`${state === 'failed' ? 'ปิดแถวของ' : 'ยกเลิกการส่ง'} ${name}`}
            >
              {state === 'failed' ? 'ปิด' : 'ยกเลิก'}
            </Button>
          </Group>
        )}
      </Group>
      {state === 'sending' && <Progress value={part} mt="xs" aria-label={`ส่ง ${name}`} />}
      {state === 'known' && <Known item={item} />}
    </Paper>
  );
}

/** The same content is there: open it, or enter the paper once more where it has a number. */
function Known({ item: { id, name, answer } }: { item: Sending }) {
  const { receipt, registered } = answer!;
  const keep = useChange(registerEntry.array(), () => ({ path: `/api/files/${receipt}/again` }), ['/api/']);
  const both = () =>
    keep.mutate(undefined, {
      onSuccess: (entries) => {
        tellDone(`ลงทะเบียนซ้ำแล้ว ${numbersText(entries)}`);
        dismiss(id);
      },
      onError: (error) => tellFailed(error, `เก็บ ${name} ทั้งสองไม่สำเร็จ`),
    });
  return (
    <>
      <Text>{registered ? `ได้รับแล้ว ${numbersText(registered) || 'ยังไม่ได้ลงทะเบียน'}` : 'ได้รับหนังสืออิเล็กทรอนิกส์นี้แล้ว'}</Text>
      <Group gap="xs" mt="xs">
        <Button size="xs" component={Link} href={`/check/${receipt}/0`} onClick={() => dismiss(id)}>
          เปิด
        </Button>
        {registered !== null && registered.length > 0 && (
          <Button size="xs" variant="outline" loading={keep.isPending} onClick={both}>
            เก็บทั้งสอง (ลงเลขรับใหม่)
          </Button>
        )}
        <Button size="xs" variant="default" onClick={() => dismiss(id)} aria-label={`ปิดแถวของ ${name}`}>
          ปิด
        </Button>
      </Group>
    </>
  );
}
