import { Button } from '@mantine/core';
import { retryAnswer } from '../../../schemas/api.js';
import { type FailedFile, failedFilesAnswer } from '../../../schemas/today.js';
import { inThai, useChange, useGet } from '../api.js';
import { hasRole, useSession } from '../session.js';
import { type Column, DataTable } from '../ui/data-table.js';
import { Empty } from '../ui/empty.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { dateTime, thai } from '../ui/format.js';
import { Loading } from '../ui/loading.js';
import { PageHead } from '../ui/page-head.js';
import { tellDone } from '../ui/tell.js';

const whyOf = ({ error, pagesFailed }: FailedFile) =>
  error === null ? `อ่านไม่สำเร็จ ${thai(pagesFailed)} หน้า` : inThai(error);

/** ไฟล์ที่อ่านไม่สำเร็จ: each with its reason, to be tried again. */
export default function FailedPage() {
  const files = useGet(failedFilesAnswer, '/api/files/failed', { refetchInterval: 15_000 });
  const clerk = hasRole(useSession(), 'clerk');
  const retry = useChange(retryAnswer, (receipt: number) => ({ path: '/api/retry', body: { receipt } }), ['/api/']);
  const columns: Column<FailedFile>[] = [
    { head: 'ไฟล์', cell: ({ name }) => name, text: ({ name }) => name, sort: ({ name }) => name },
    {
      head: 'รับเข้า',
      cell: ({ receivedAt }) => dateTime(receivedAt),
      text: ({ receivedAt }) => receivedAt,
      sort: ({ receivedAt }) => receivedAt,
      width: '10rem',
    },
    { head: 'เหตุผล', cell: whyOf, text: whyOf },
    ...(clerk
      ? [
          {
            head: 'แก้ไข',
            width: '9rem',
            screenOnly: true,
            cell: ({ receipt, name }: FailedFile) => (
              <Button
                variant="default"
                size="xs"
                loading={retry.isPending && retry.variables === receipt}
                aria-label={`อ่านใหม่ ${name}`}
                onClick={() => retry.mutate(receipt, { onSuccess: () => tellDone('ส่งไปอ่านใหม่แล้ว') })}
              >
                อ่านใหม่
              </Button>
            ),
          },
        ]
      : []),
  ];
  return (
    <>
      <PageHead title="ไฟล์ที่อ่านไม่สำเร็จ">ต้นฉบับยังอยู่ครบ ลองอ่านใหม่ได้ ถ้าไฟล์เสียหรือภาพไม่ชัดให้สแกนใหม่แล้วรับเข้าอีกครั้ง</PageHead>
      {files.isError ? (
        <ErrorNotice error={files.error} retry={() => files.refetch()} />
      ) : files.isPending ? (
        <Loading />
      ) : (
        <DataTable
          caption="ไฟล์ที่อ่านไม่สำเร็จ หรืออ่านได้ไม่ครบทุกหน้า"
          columns={columns}
          rows={files.data}
          rowKey={({ receipt }) => receipt}
          empty={<Empty title="ไม่มีไฟล์ที่อ่านไม่สำเร็จ">ไฟล์ที่ระบบอ่านไม่ได้จะแสดงที่นี่พร้อมเหตุผล</Empty>}
        />
      )}
      {retry.isError && <ErrorNotice error={retry.error} />}
    </>
  );
}
