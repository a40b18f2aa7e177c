import { ActionIcon, Indicator } from '@mantine/core';
import { IconBell } from '@tabler/icons-react';
import { Link } from 'wouter';
import { alertsAnswer } from '../../../schemas/alerts.js';
import { useGet } from '../api.js';
import { thai } from '../ui/format.js';

/** So many fit into the mark. */
const MOST = 99;

/** How much one was told and has not read, on every page. */
export function Bell() {
  const alerts = useGet(alertsAnswer, '/api/alerts?limit=1', { refetchInterval: 30_000 });
  const unread = alerts.data?.unread ?? 0;
  return (
    <Indicator
      label={unread > MOST ? `${thai(MOST)}+` : thai(unread)}
      disabled={unread === 0}
      size={20}
      offset={6}
      color="red.9"
    >
      <ActionIcon
        component={Link}
        href="/alerts"
        variant="subtle"
        size="lg"
        aria-label={unread === 0 ? 'การแจ้งเตือน' : `การแจ้งเตือน ยังไม่อ่าน ${thai(unread)} รายการ`}
      >
        <IconBell size={20} />
      </ActionIcon>
    </Indicator>
  );
}
