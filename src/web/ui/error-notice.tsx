import { Alert, Button, List, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { ApiError } from '../api.js';
import { thai } from './format.js';

/** What to say of an error; of one that is not the application's own, that it is ours. */
export const messageOf = (error: Error): string =>
  error instanceof ApiError ? error.message : 'หน้าจอทำงานผิดพลาด โปรดโหลดหน้านี้ใหม่ ข้อมูลที่บันทึกแล้วไม่หาย';

interface Props {
  error: Error;
  title?: string;
  /** Tries again; without it there is no button. */
  retry?: () => unknown;
  retryLabel?: string;
}

/**
 * An error where it happened, with what to do. The number of the request finds it in the log.
 *
 *     if (letters.isError) return <ErrorNotice error={letters.error} retry={letters.refetch} />;
 */
export function ErrorNotice({ error, title = 'ทำรายการไม่สำเร็จ', retry, retryLabel = 'ลองอีกครั้ง' }: Props) {
  const known = error instanceof ApiError ? error : null;
  return (
    <Alert role="alert" color="red" title={title} icon={<IconAlertTriangle />} my="sm">
      <Text>{messageOf(error)}</Text>
      {known?.problems && (
        <List size="sm" mt="xs">
          {known.problems.map(({ line, column, message }) => (
            <List.Item key={`${line} ${column} ${message}`}>
              บรรทัด {thai(line)}: {message}
            </List.Item>
          ))}
        </List>
      )}
      {known?.request && (
        <Text size="sm" mt="xs">
          เลขอ้างอิงสำหรับผู้ดูแลระบบ: {known.request}
        </Text>
      )}
      {retry && (
        <Button mt="sm" variant="outline" color="red" onClick={() => void retry()}>
          {retryLabel}
        </Button>
      )}
    </Alert>
  );
}
