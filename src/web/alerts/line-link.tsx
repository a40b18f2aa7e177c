import { Alert, Anchor, Button, Group, Paper, Text, Title } from '@mantine/core';
import { lineAnswer, lineCodeAnswer } from '../../../schemas/line.js';
import { useChange, useGet } from '../api.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { dateTime, time } from '../ui/format.js';
import { Loading } from '../ui/loading.js';
import { tellDone } from '../ui/tell.js';

const LINE = '/api/alerts/line';
/** While a code waits: the telephone is in the other hand. */
const WAITING_MS = 3_000;

/** One's LINE: linked by a code that one sends to the account of this wian. */
export function LineLink() {
  const code = useChange(lineCodeAnswer, (_: undefined) => ({ path: LINE }));
  const waits = code.data !== undefined;
  const line = useGet(lineAnswer, LINE, { refetchInterval: ({ state }) => waits && !state.data?.linked && WAITING_MS });
  const unlink = useChange(lineAnswer, (_: undefined) => ({ path: LINE, method: 'DELETE' }), ['/api/alerts']);
  return (
    <Paper component="section" withBorder p="md" aria-labelledby="line">
      <Title order={2} size="h4" id="line" mb="xs">
        LINE
      </Title>
      {line.isPending && <Loading />}
      {line.isError && <ErrorNotice error={line.error} retry={line.refetch} />}
      {line.data && !line.data.available && <Text>ระบบนี้ยังไม่ได้ตั้งบัญชี LINE ผู้ดูแลเครื่องเป็นผู้ตั้ง</Text>}
      {line.data?.linked && (
        <Group gap="sm">
          <Text>เชื่อมแล้ว{line.data.linkedAt && ` เมื่อ ${dateTime(line.data.linkedAt)}`}</Text>
          <Button
            size="xs"
            variant="outline"
            color="red"
            loading={unlink.isPending}
            onClick={() =>
              unlink.mutate(undefined, {
                onSuccess: () => {
                  code.reset();
                  tellDone('เลิกเชื่อม LINE แล้ว');
                },
              })
            }
          >
            เลิกเชื่อม
          </Button>
        </Group>
      )}
      {line.data?.available && !line.data.linked && (
        <>
          <Text>ขอรหัส แล้วส่งรหัสนั้นเป็นข้อความไปยังบัญชี LINE {line.data.account?.name ?? 'ของระบบ'} จากโทรศัพท์ของท่าน</Text>
          <Button mt="xs" variant="default" loading={code.isPending} onClick={() => code.mutate(undefined)}>
            ขอรหัสเชื่อม LINE
          </Button>
          {code.data && (
            <Alert color="blue" mt="sm" title={`รหัส ${code.data.code}`}>
              ใช้ได้ครั้งเดียว ถึง {time(code.data.expiresAt)}{' '}
              {code.data.account && `เพิ่มเพื่อน ${code.data.account.basicId} แล้วส่งรหัสนี้ `}
              {code.data.open && (
                <Anchor href={code.data.open} target="_blank" rel="noreferrer" underline="always">
                  เปิด LINE พร้อมรหัส
                </Anchor>
              )}
            </Alert>
          )}
        </>
      )}
      {code.isError && <ErrorNotice error={code.error} />}
      {unlink.isError && <ErrorNotice error={unlink.error} />}
    </Paper>
  );
}
