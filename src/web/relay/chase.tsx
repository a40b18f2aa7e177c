import { Box, Button, CopyButton, NativeSelect, Stack, Text, Textarea, Title } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import { type ChaseFor, chaseAnswer, chaseFor } from '../../../schemas/matters.js';
import { CHASE_TEXT } from '../../domain/relay/words.js';
import { query, useGet } from '../api.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { thai } from '../ui/format.js';
import { Loading } from '../ui/loading.js';

/** The text of a reminder to those who have not done something with a letter, ready to be copied. */
export function Chase({ letter }: { letter: string }) {
  const [what, setWhat] = useState<ChaseFor>('acknowledged');
  const answer = useGet(chaseAnswer, `/api/relay/${letter}/chase${query({ for: what })}`);
  return (
    <Box component="section" mt="md" className="no-print" aria-label="ข้อความติดตาม">
      <Title order={3} size="h5">
        ข้อความติดตาม
      </Title>
      <NativeSelect
        label="ติดตามหน่วยงานที่"
        value={what}
        onChange={({ currentTarget }) => setWhat(currentTarget.value as ChaseFor)}
        data={chaseFor.options.map((value) => ({ value, label: CHASE_TEXT[value] }))}
        w={{ base: '100%', sm: 260 }}
        mb="sm"
      />
      {answer.isPending && <Loading what="ข้อความ" />}
      {answer.isError && <ErrorNotice error={answer.error} retry={answer.refetch} />}
      {answer.isSuccess && (
        <Stack gap="md">
          {answer.data.text === null ? (
            <Text>ไม่มีหน่วยงานที่ใช้ระบบเวียนและ{CHASE_TEXT[what]}</Text>
          ) : (
            <Copied
              label={`ถึงหน่วยงานที่${CHASE_TEXT[what]} ${thai(answer.data.outstanding.length)} แห่ง`}
              text={answer.data.text}
            />
          )}
          {answer.data.unknownText !== null && (
            <Copied
              label={`หน่วยงานที่ไม่ทราบสถานะ ${thai(answer.data.unknown.length)} แห่ง`}
              text={answer.data.unknownText}
            />
          )}
        </Stack>
      )}
    </Box>
  );
}

function Copied({ label, text }: { label: string; text: string }) {
  return (
    <div>
      <Textarea label={label} value={text} readOnly autosize minRows={4} maxRows={16} />
      <CopyButton value={text}>
        {({ copied, copy }) => (
          <Button
            mt="xs"
            variant="default"
            leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
            onClick={copy}
            aria-label={`${copied ? 'คัดลอกแล้ว' : 'คัดลอก'}: ${label}`}
          >
            {copied ? 'คัดลอกแล้ว' : 'คัดลอก'}
          </Button>
        )}
      </CopyButton>
    </div>
  );
}
