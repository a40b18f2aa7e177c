import { Text, Timeline } from '@mantine/core';
import type { ChainNode, MatterChain } from '../../../schemas/matters.js';
import { EVIDENCE_TEXT, LEVEL_TEXT } from '../../domain/relay/words.js';
import type { Column } from '../ui/data-table.js';
import { shortDay, thai } from '../ui/format.js';
import { days, LeftBadge } from './badges.js';
import { inOrder } from './layout.js';
import { arrivalWords, organisationOf, StopBadges, StopNumber } from './stop.js';

/** The chain one below the other, for a narrow screen. */
export function Line({ chain }: { chain: MatterChain }) {
  const stops = inOrder(chain);
  return (
    <Timeline active={stops.length} bulletSize={18} lineWidth={2} className="no-print" aria-label="สายการเวียนตามลำดับ">
      {stops.map(({ node, edge }, at) => (
        <Timeline.Item
          key={node.id}
          title={organisationOf(node)}
          lineVariant={stops[at + 1]?.edge?.match === 'cited' || node.kind === 'cited' ? 'dotted' : 'solid'}
        >
          {edge && (
            <Text size="sm" c="dimmed">
              {edge.days === null ? 'ไม่ทราบจำนวนวันจากฉบับก่อน' : `หลังฉบับก่อน ${days(edge.days)}`}
              {edge.differences.length > 0 && ' · ข้อมูลไม่ตรงกัน'}
            </Text>
          )}
          {node.kind !== 'receiver' && (
            <Text size="sm">
              <StopNumber node={node} /> · {shortDay(node.date)}
            </Text>
          )}
          {arrivalWords(node) && (
            <Text size="sm">
              {arrivalWords(node)}
              {node.held === null ? '' : ` อยู่ที่หน่วยงาน ${days(node.held)}`}
            </Text>
          )}
          <LeftBadge
            days={node.daysLeft ?? node.arrival?.daysLeft ?? null}
            working={node.workingDaysLeft ?? node.arrival?.workingDaysLeft ?? null}
          />
          <StopBadges node={node} />
        </Timeline.Item>
      ))}
    </Timeline>
  );
}

/** The columns of the table of a chain. */
export const columnsOf = (chain: MatterChain): Column<ChainNode>[] => {
  const into = (id: string) => chain.edges.filter(({ to }) => to === id);
  const differences = (id: string) => into(id).reduce((sum, edge) => sum + edge.differences.length, 0);
  return [
    {
      head: 'หน่วยงาน',
      cell: (node) => (
        <>
          {organisationOf(node)}
          {node.level && (
            <Text size="sm" c="dimmed">
              {LEVEL_TEXT[node.level]}
            </Text>
          )}
        </>
      ),
      text: organisationOf,
    },
    {
      head: 'เลขที่ / ลงวันที่',
      cell: (node) => (
        <>
          {node.kind === 'receiver' ? 'ยังไม่มีหนังสือส่งต่อ' : <StopNumber node={node} />}
          <Text size="sm" c="dimmed">
            {node.kind === 'cited' ? 'อ้างถึง ไม่มีหนังสือ · ' : ''}
            {shortDay(node.date)}
          </Text>
        </>
      ),
      text: ({ reference, date }) => [reference, date].filter(Boolean).join(' '),
    },
    {
      head: 'รับเมื่อ',
      cell: ({ arrival }) =>
        arrival ? (
          <>
            {arrival.date ? shortDay(arrival.date) : 'ไม่ทราบ'}
            {arrival.date && (
              <Text size="sm" c="dimmed">
                {EVIDENCE_TEXT[arrival.evidence]}
                {arrival.sure ? '' : ' โปรดตรวจ'}
              </Text>
            )}
          </>
        ) : (
          '-'
        ),
      text: ({ arrival }) => arrival?.date ?? null,
    },
    {
      head: 'เหลือเมื่อรับ',
      cell: ({ arrival }) =>
        arrival?.daysLeft == null ? '-' : <LeftBadge days={arrival.daysLeft} working={arrival.workingDaysLeft} />,
      text: ({ arrival }) => arrival?.workingDaysLeft ?? null,
    },
    {
      head: 'ใช้เวลา',
      cell: ({ days: count, held }) => (
        <>
          {count === null ? '-' : days(count)}
          {held !== null && (
            <Text size="sm" c="dimmed">
              อยู่ที่หน่วยงาน {days(held)}
            </Text>
          )}
        </>
      ),
      text: ({ days: count }) => count,
      right: true,
    },
    {
      head: 'เหลือเมื่อออก',
      cell: ({ daysLeft, workingDaysLeft }) =>
        daysLeft === null ? '-' : <LeftBadge days={daysLeft} working={workingDaysLeft} />,
      text: ({ workingDaysLeft }) => workingDaysLeft,
    },
    {
      head: 'ไม่ตรงกัน',
      cell: ({ id }) => (differences(id) === 0 ? '-' : `${thai(differences(id))} แห่ง`),
      text: ({ id }) => differences(id),
      right: true,
    },
  ];
};
