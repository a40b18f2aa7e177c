import { Alert, Anchor, Box, Button, CopyButton, Group, List, Paper, Stack, Text, Title } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconAlertTriangle, IconArrowLeft, IconCheck, IconCopy, IconPrinter } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { Link, useParams } from 'wouter';
import { type MatterChain, matterChain } from '../../../schemas/matters.js';
import { toThaiDigits } from '../../domain/numerals.js';
import { ApiError, useGet } from '../api.js';
import { DataTable } from '../ui/data-table.js';
import { Empty } from '../ui/empty.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { shortDay, thai } from '../ui/format.js';
import { Loading } from '../ui/loading.js';
import { PageHead } from '../ui/page-head.js';
import { inOrder } from './layout.js';
import { columnsOf, Line } from './list-of-stops.js';
import { Recipients } from './recipients.js';
import { organisationOf, StopDetails } from './stop.js';

const Graph = lazy(() => import('./graph.js'));

/** A matter's relay chain: the sentence, the picture (on a phone a list), where papers differ, who below did what, and the table of all of it. */
export default function RelayDetail() {
  const { key } = useParams<{ key: string }>();
  const chain = useGet(matterChain, `/api/relay/${key}`);
  if (chain.isPending) return <Loading what="สายการเวียน" />;
  if (chain.isError) {
    return chain.error instanceof ApiError && chain.error.code === 'record.not_found' ? (
      <>
        <PageHead title="สายการเวียน" />
        <Empty title="ไม่พบเรื่องนี้">
          หน่วยงานของท่านไม่มีหนังสือของเรื่องนี้{' '}
          <Anchor component={Link} href="/relay" underline="always">
            ดูเรื่องทั้งหมด
          </Anchor>
        </Empty>
      </>
    ) : (
      <ErrorNotice error={chain.error} retry={chain.refetch} />
    );
  }
  return <Shown chain={chain.data} />;
}

function Shown({ chain }: { chain: MatterChain }) {
  const wide = useMediaQuery('(min-width: 62em)', true, { getInitialValueInEffect: false });
  const [selected, setSelected] = useState<string | null>(null);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const node = chain.nodes.find(({ id }) => id === selected) ?? null;
  const sent = chain.nodes.filter((one) => one.sent !== null && one.key !== null);
  return (
    <>
      <PageHead
        title="สายการเวียน"
        actions={
          <Button variant="default" leftSection={<IconPrinter size={16} />} onClick={() => window.print()}>
            พิมพ์
          </Button>
        }
      >
        {chain.subject ?? 'ไม่ทราบชื่อเรื่อง'}
      </PageHead>
      <Anchor component={Link} href="/relay" className="no-print">
        <Group gap={4} mb="sm" component="span">
          <IconArrowLeft size={16} aria-hidden /> เรื่องทั้งหมด
        </Group>
      </Anchor>
      <Sentences chain={chain} />
      <Warnings chain={chain} />
      {wide ? (
        <>
          <Suspense fallback={<Loading what="ผัง" />}>
            <Graph chain={chain} selected={selected} onSelect={setSelected} open={open} onOpen={setOpen} />
          </Suspense>
          <Box aria-live="polite" className="no-print">
            {node ? (
              <Paper withBorder p="md" mt="sm" component="section" aria-label="รายละเอียดของหนังสือที่เลือก">
                <Title order={2} size="h4" mb="xs">
                  {organisationOf(node)}
                </Title>
                <StopDetails node={node} />
              </Paper>
            ) : (
              <Text c="dimmed" mt="xs" size="sm">
                เลือกหนังสือในผังเพื่อดูรายละเอียด เส้นประคือหนังสือที่อ้างถึงแต่ไม่มีในระบบ เส้นสีส้มและเครื่องหมาย ≠
                คือข้อมูลในหนังสือสองฉบับไม่ตรงกัน
              </Text>
            )}
          </Box>
        </>
      ) : (
        <Line chain={chain} />
      )}
      <Differences chain={chain} />
      {sent.map((one) => (
        <Recipients key={one.id} node={one} />
      ))}
      <Box mt="xl">
        <Title order={2} size="h4" mb="xs">
          ตารางของสายการเวียน
        </Title>
        <DataTable
          caption="หนังสือแต่ละฉบับ จากต้นเรื่องลงไป"
          columns={columnsOf(chain)}
          rows={inOrder(chain).map(({ node: row }) => row)}
          rowKey={({ id }) => id}
          csv={`สายการเวียน-${chain.key}`}
        />
      </Box>
    </>
  );
}

function Sentences({ chain }: { chain: MatterChain }) {
  const text = [...chain.sentences, ...(chain.moreWays ? ['และสายอื่น ๆ ตามตารางข้างล่าง'] : [])].map(toThaiDigits);
  return (
    <Paper withBorder p="md" mb="md" component="section" aria-label="สรุปเป็นข้อความ">
      <Stack gap="xs">
        {text.map((sentence) => (
          <Text key={sentence}>{sentence}</Text>
        ))}
        <CopyButton value={text.join('\n')}>
          {({ copied, copy }) => (
            <Button
              className="no-print"
              variant="default"
              size="xs"
              w="fit-content"
              leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
              onClick={copy}
            >
              {copied ? 'คัดลอกแล้ว' : 'คัดลอกข้อความ'}
            </Button>
          )}
        </CopyButton>
      </Stack>
    </Paper>
  );
}

function Warnings({ chain }: { chain: MatterChain }) {
  if (chain.warnings.length + chain.asks.length === 0) return null;
  const nameOf = (id: string) => chain.nodes.find((node) => node.id === id)?.reference ?? id;
  // Copies of one letter say the same.
  const warnings = new Set(chain.warnings.map(({ id, message }) => toThaiDigits(`${nameOf(id)}: ${message}`)));
  return (
    <Alert color="orange" icon={<IconAlertTriangle />} title="ต้องตรวจ" mb="md">
      <List size="sm">
        {[...warnings].map((text) => (
          <List.Item key={text}>{text}</List.Item>
        ))}
        {chain.asks.map(({ by, text, candidates }) => (
          <List.Item key={`${by} ${text}`}>
            {thai(nameOf(by))} อ้างถึง {text} อาจหมายถึง{' '}
            {candidates.map(({ key, reference, date, why }, at) => (
              <span key={key}>
                {at > 0 && ' หรือ '}
                {thai(reference)} ลงวันที่ {shortDay(date)} ({why})
              </span>
            ))}
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}

/** Where two papers differ: both readings, and which is likelier and why. */
function Differences({ chain }: { chain: MatterChain }) {
  const name = (id: string) => {
    const node = chain.nodes.find((one) => one.id === id);
    return node ? organisationOf(node) : id;
  };
  const differing = chain.edges.filter(({ differences }) => differences.length > 0);
  if (differing.length === 0) return null;
  return (
    <Box component="section" mt="lg" aria-label="ข้อมูลที่ไม่ตรงกัน">
      <Title order={2} size="h4" mb="xs">
        ข้อมูลที่ไม่ตรงกัน
      </Title>
      <Stack gap="sm">
        {differing.map(({ from, to, differences }) => (
          <Paper key={`${from} ${to}`} withBorder p="sm">
            <Text fw={700}>
              {name(from)} → {name(to)}
            </Text>
            <List size="sm">
              {differences.map(({ field, text, suggestion }) => (
                <List.Item key={field}>
                  {toThaiDigits(text)}
                  <Text size="sm" c="dimmed">
                    {suggestion ? toThaiDigits(suggestion) : 'ไม่มีสิ่งใดบอกว่าค่าใดถูก โปรดตรวจกับหนังสือ'}
                  </Text>
                </List.Item>
              ))}
            </List>
          </Paper>
        ))}
      </Stack>
    </Box>
  );
}
