import { Anchor, Badge, Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { ChainNode } from '../../../schemas/matters.js';
import { SECRECY_LABEL, SPEED_LABEL } from '../../domain/labels.js';
import { EVIDENCE_TEXT, LEVEL_TEXT } from '../../domain/relay/words.js';
import { day, shortDay, thai } from '../ui/format.js';
import { days, LeftBadge } from './badges.js';

/** What a stop of the chain says in words, shared by picture, list and details. */

export const organisationOf = ({ organisation, kind }: ChainNode): string =>
  organisation ?? (kind === 'cited' ? 'หนังสือที่อ้างถึง' : 'หน่วยงานที่ไม่ทราบชื่อ');

/** `รับ ๕ ก.พ. ๖๘ (ตรารับ โปรดตรวจ)`. */
export function arrivalWords({ arrival }: ChainNode): string | null {
  if (!arrival) return null;
  if (arrival.date === null) return 'ไม่ทราบวันรับ';
  const sure = arrival.sure ? '' : ' โปรดตรวจ';
  return `รับ ${shortDay(arrival.date)} (${EVIDENCE_TEXT[arrival.evidence]}${sure})`;
}

/** The number of a stop's letter, which leads to the letter where it is here. */
export function StopNumber({ node: { reference, receipt, ordinal } }: { node: ChainNode }) {
  if (receipt === null || ordinal === null) return <>{thai(reference)}</>;
  return (
    <Anchor component={Link} href={`/letters/${receipt}/${ordinal}`} inherit>
      {reference ? thai(reference) : 'เปิดหนังสือ'}
    </Anchor>
  );
}

/** The badges of a stop. */
export function StopBadges({ node }: { node: ChainNode }) {
  return (
    <Group gap={4}>
      {node.own && (
        <Badge variant="light" tt="none">
          หน่วยงานของท่าน
        </Badge>
      )}
      {node.kind === 'cited' && (
        <Badge variant="outline" color="gray" tt="none">
          ไม่มีหนังสือฉบับนี้
        </Badge>
      )}
      {node.kind === 'receiver' && (
        <Badge variant="outline" color="gray" tt="none">
          ยังไม่มีหนังสือส่งต่อ
        </Badge>
      )}
      {node.secrecy && (
        <Badge color="red" variant="light" tt="none">
          {SECRECY_LABEL[node.secrecy]}
        </Badge>
      )}
      {node.speed && (
        <Badge color="red" variant="outline" tt="none">
          {SPEED_LABEL[node.speed]}
        </Badge>
      )}
      {node.expiredBeforeReceipt.length > 0 && (
        <Badge color="red" variant="light" tt="none">
          พ้นกำหนดก่อนถึงผู้รับ
        </Badge>
      )}
      {node.copies.length > 0 && (
        <Badge color="gray" variant="light" tt="none">
          มีสำเนาอีก {thai(node.copies.length)} ฉบับ
        </Badge>
      )}
    </Group>
  );
}

const Row = ({ label, children }: { label: string; children: ReactNode }) => (
  <Group gap="xs" align="flex-start" wrap="nowrap">
    <Text component="dt" c="dimmed" w={150} flex="0 0 auto">
      {label}
    </Text>
    <Text component="dd" m={0} miw={0}>
      {children}
    </Text>
  </Group>
);

/** All that is known of a stop. */
export function StopDetails({ node }: { node: ChainNode }) {
  const { arrival } = node;
  return (
    <Stack gap="xs">
      <StopBadges node={node} />
      <Stack component="dl" gap={4} m={0}>
        {node.level && <Row label="ระดับ">{LEVEL_TEXT[node.level]}</Row>}
        {node.kind !== 'receiver' && (
          <>
            <Row label="เลขที่หนังสือ">
              <StopNumber node={node} />
            </Row>
            <Row label="ลงวันที่">{day(node.date)}</Row>
          </>
        )}
        {node.subject && <Row label="เรื่อง">{node.subject}</Row>}
        {node.text && <Row label="อ้างถึงว่า">{node.text}</Row>}
        {arrival && (
          <Row label="วันที่รับ">
            {arrival.date ? day(arrival.date) : 'ไม่ทราบ'} ({EVIDENCE_TEXT[arrival.evidence]}
            {arrival.date && !arrival.sure ? ' โปรดตรวจ' : ''})
            {arrival.date === null && arrival.notBefore && arrival.notAfter && (
              <>
                {' '}
                ระหว่าง {day(arrival.notBefore)} ถึง {day(arrival.notAfter)}
              </>
            )}
            {arrival.note && <div>{arrival.note}</div>}
            {arrival.deadline && (
              <div>
                เมื่อรับ: กำหนด {day(arrival.deadline)}{' '}
                <LeftBadge days={arrival.daysLeft} working={arrival.workingDaysLeft} />
              </div>
            )}
          </Row>
        )}
        {node.days !== null && <Row label="นับจากหนังสือก่อนหน้า">{days(node.days)}</Row>}
        {node.held !== null && <Row label="อยู่ที่หน่วยงาน">{days(node.held)}</Row>}
        {node.deadline && (
          <Row label="กำหนดเมื่อออกหนังสือ">
            {day(node.deadline)} <LeftBadge days={node.daysLeft} working={node.workingDaysLeft} />
          </Row>
        )}
        {node.expiredBeforeReceipt.length > 0 && (
          <Row label="พ้นกำหนดก่อนถึงผู้รับ">{node.expiredBeforeReceipt.map(day).join(' · ')}</Row>
        )}
        {node.receipts.map(({ office, date, daysLeft }) => (
          <Row key={`${office} ${date}`} label="ตรารับอื่น">
            {office ?? '-'} {day(date)} <LeftBadge days={daysLeft} working={null} />
          </Row>
        ))}
        {node.copies.length > 0 && (
          <Row label="สำเนาที่มาทางอื่น">
            {node.copies.map(({ key, differences }) => (
              <div key={key}>
                {differences.length === 0
                  ? 'ข้อความตรงกัน'
                  : differences.map(({ letter, copy }) => `ไม่ตรงกัน: ${thai(letter)} / ${thai(copy)}`).join(' · ')}
              </div>
            ))}
          </Row>
        )}
      </Stack>
    </Stack>
  );
}
