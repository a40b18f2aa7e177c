import { Alert, Stack, Title, VisuallyHidden } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { type HeldFile, heldFilesAnswer } from '../../../schemas/files.js';
import { useGet } from '../api.js';
import { Empty } from '../ui/empty.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { thai } from '../ui/format.js';
import { Loading } from '../ui/loading.js';
import { PageHead } from '../ui/page-head.js';
import { DropArea } from './drop-area.js';
import { HeldRow } from './held-row.js';
import { InboundFailures } from './inbound.js';
import { SendingRow } from './sending-row.js';
import { stateText } from './texts.js';
import { add, useSending } from './uploader.js';
import { useFileEvents } from './use-file-events.js';

const FILES = '/api/files';

/** รับหนังสือเข้า: files are handed over, and each shows how far it is. */
export default function UploadPage() {
  const held = useGet(heldFilesAnswer, FILES);
  const sending = useSending();
  const { lost } = useFileEvents(FILES);
  const limit = held.data?.limits.bytes ?? null;
  const files = held.data?.files ?? [];
  const said = useEnds(files);
  return (
    <>
      <PageHead title="รับหนังสือเข้า">ส่งไฟล์สแกนหรือภาพถ่าย ระบบอ่านให้ แล้วไปตรวจต่อ ระหว่างนี้เปิดหน้าอื่นได้</PageHead>
      <Stack>
        <DropArea
          onFiles={(given) => add(given, limit)}
          limit={limit === null ? null : `${thai(Math.floor(limit / 1024 / 1024))} MB`}
        />
        <VisuallyHidden role="status">{said}</VisuallyHidden>
        {lost && <Alert color="yellow">ขาดการติดต่อกับระบบชั่วคราว กำลังต่อใหม่ การอ่านยังดำเนินต่อไป</Alert>}
        {sending.length > 0 && (
          <section aria-label="การส่งครั้งนี้">
            <Title order={2} size="h4" mb="xs">
              การส่งครั้งนี้
            </Title>
            <Stack component="ul" gap="xs" p={0} m={0}>
              {sending.map((item) => (
                <SendingRow key={item.id} item={item} />
              ))}
            </Stack>
          </section>
        )}
        <InboundFailures />
        <section aria-label="ไฟล์ล่าสุดของหน่วยงาน">
          <Title order={2} size="h4" mb="xs">
            ไฟล์ล่าสุดของหน่วยงาน
          </Title>
          {held.isPending && <Loading />}
          {held.isError && <ErrorNotice error={held.error} retry={held.refetch} />}
          {held.isSuccess && files.length === 0 && <Empty title="ยังไม่มีไฟล์">ส่งไฟล์แรกด้วยปุ่มเลือกไฟล์ด้านบน</Empty>}
          <Stack component="ul" gap="xs" p={0} m={0}>
            {files.map((file) => (
              <HeldRow
                key={file.receipt}
                file={file}
                nameOf={(receipt) => files.find((one) => one.receipt === receipt)?.name ?? `ไฟล์ ${thai(receipt)}`}
              />
            ))}
          </Stack>
        </section>
      </Stack>
    </>
  );
}

/** Says of the files that were on their way how they ended, for who does not see the rows. */
function useEnds(files: readonly HeldFile[]): string {
  const before = useRef(new Map<number, string>());
  const [said, setSaid] = useState('');
  useEffect(() => {
    const ended = files.filter(({ receipt, status }) => {
      const old = before.current.get(receipt);
      return old !== undefined && old !== status && (status === 'done' || status === 'failed');
    });
    before.current = new Map(files.map(({ receipt, status }) => [receipt, status]));
    if (ended.length > 0) setSaid(ended.map((file) => `${file.name}: ${stateText(file)}`).join(', '));
  }, [files]);
  return said;
}
