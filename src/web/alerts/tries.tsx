import { Badge, Button, Group, Paper, Text, Title } from '@mantine/core';
import { type PersonAlertsAnswer, testAnswer } from '../../../schemas/alert-settings.js';
import { useChange, useGet } from '../api.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { dateTime } from '../ui/format.js';
import { CHANNELS, reasonOf, STATES } from './words.js';

const TEST = '/api/alerts/test';

/** A Latin name stands apart. */
const by = (channel: keyof typeof CHANNELS) => `ทาง${channel === 'line' ? ' ' : ''}${CHANNELS[channel]}`;

/** A message to oneself, to see whether a way works. */
export function Tries({ own: { settings, line } }: { own: PersonAlertsAnswer }) {
  const tried = useGet(testAnswer, TEST, {
    refetchInterval: ({ state }) => ['planned', 'sending'].includes(state.data?.last?.state ?? '') && 5_000,
  });
  const send = useChange(testAnswer, (way: 'email' | 'line') => ({ path: TEST, body: { way } }), [TEST]);
  const last = tried.data?.last;
  const button = (way: 'email' | 'line') => (
    <Button variant="default" loading={send.isPending} onClick={() => send.mutate(way)}>
      ทดลอง{by(way)}
    </Button>
  );
  return (
    <Paper component="section" withBorder p="md" aria-labelledby="tries">
      <Title order={2} size="h4" id="tries">
        ทดลองส่ง
      </Title>
      <Text>ส่งข้อความสั้น ๆ ถึงท่านเอง ไม่มีเรื่องของหนังสือ ปกติถึงภายในสองสามนาที</Text>
      <Group mt="xs" gap="sm">
        {settings.email !== null && button('email')}
        {line && button('line')}
      </Group>
      {send.isError && <ErrorNotice error={send.error} />}
      {tried.isError && <ErrorNotice error={tried.error} retry={tried.refetch} />}
      {last && (
        <Group mt="sm" gap="xs" role="status">
          <Badge color={STATES[last.state].color} variant="light" tt="none">
            {STATES[last.state].name}
          </Badge>
          <Text size="sm">
            {by(last.channel)} เมื่อ {dateTime(last.plannedAt)} {reasonOf(last) ?? STATES[last.state].hint}
          </Text>
        </Group>
      )}
    </Paper>
  );
}
