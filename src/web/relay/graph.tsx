import '@xyflow/react/dist/style.css';
import { Badge, Button, Text, useComputedColorScheme } from '@mantine/core';
import { Controls, type Edge, Handle, type Node, type NodeProps, Position, ReactFlow } from '@xyflow/react';
import { useMemo } from 'react';
import type { ChainNode, MatterChain } from '../../../schemas/matters.js';
import { LEVEL_TEXT } from '../../domain/relay/words.js';
import { shortDay, thai } from '../ui/format.js';
import { days, LeftBadge } from './badges.js';
import styles from './graph.module.css';
import { type Laid, layOut } from './layout.js';
import { arrivalWords, organisationOf, StopBadges } from './stop.js';

const WIDTH = 350;
const HEIGHT = 205;
const HEAD = 56;
/** As wide as in `graph.module.css`, as high as one with all its marks. */
const CARD = { initialWidth: 250, initialHeight: 165 };

type StopData = { node: ChainNode; lit: boolean; differences: number };
type GroupData = { group: ChainNode[]; open: () => void };
type HeadData = { column: Laid['columns'][number]; close: (() => void) | null };

function StopNode({ data: { node, lit, differences } }: NodeProps<Node<StopData, 'stop'>>) {
  const arrival = arrivalWords(node);
  return (
    <div className={styles.stop} data-kind={node.kind} data-own={node.own || undefined} data-lit={lit || undefined}>
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <Text fw={700} size="sm" lineClamp={2}>
        {organisationOf(node)}
      </Text>
      {node.kind !== 'receiver' && (
        <Text size="sm">
          {thai(node.reference)} · {shortDay(node.date)}
        </Text>
      )}
      {arrival && (
        <Text size="sm" c="dimmed">
          {arrival}
          {node.held === null ? '' : ` อยู่ ${days(node.held)}`}
        </Text>
      )}
      <LeftBadge days={node.daysLeft ?? node.arrival?.daysLeft ?? null} working={null} />
      {differences > 0 && (
        <Badge color="orange" variant="light" tt="none">
          ≠ ไม่ตรงกับฉบับบน {thai(differences)} แห่ง
        </Badge>
      )}
      <StopBadges node={node} />
      {node.sent && (
        <Text size="sm">
          ส่งถึง {thai(node.sent.total)} · รับ {thai(node.sent.received)} · ไม่ทราบ {thai(node.sent.unknown)}
        </Text>
      )}
      <Handle type="source" position={Position.Right} isConnectable={false} />
    </div>
  );
}

function GroupNode({ data: { group, open } }: NodeProps<Node<GroupData, 'many'>>) {
  const known = group.flatMap((node) => node.days ?? []).sort((a, b) => a - b);
  const expired = group.filter(({ expiredBeforeReceipt }) => expiredBeforeReceipt.length > 0).length;
  return (
    <div className={styles.stop} data-kind="group">
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <Text fw={700} size="sm">
        หนังสือ {thai(group.length)} ฉบับ
      </Text>
      {known.length > 0 && (
        <Text size="sm">
          ใช้ {thai(known[0])} ถึง {days(known.at(-1)!)}
        </Text>
      )}
      {expired > 0 && <Text size="sm">พ้นกำหนดก่อนถึงผู้รับ {thai(expired)} ฉบับ</Text>}
      <Button size="compact-sm" variant="default" mt={4} className="nodrag" onClick={open}>
        แสดงทุกฉบับ
      </Button>
      <Handle type="source" position={Position.Right} isConnectable={false} />
    </div>
  );
}

function HeadNode({ data: { column, close } }: NodeProps<Node<HeadData, 'head'>>) {
  return (
    <div className={styles.head}>
      <Text fw={700}>{column.level ? LEVEL_TEXT[column.level] : 'อ้างถึง'}</Text>
      {close && (
        <Button size="compact-sm" variant="default" className="nodrag" onClick={close}>
          ย่อ {thai(column.count)} ฉบับ
        </Button>
      )}
    </div>
  );
}

// Not `group`: the library draws a frame of its own about those.
const nodeTypes = { stop: StopNode, many: GroupNode, head: HeadNode };

interface Props {
  chain: MatterChain;
  selected: string | null;
  onSelect: (id: string) => void;
  /** The columns that somebody opened: kept by the page, since the picture itself goes while the window is narrow or the page is printed. */
  open: ReadonlySet<string>;
  onOpen: (open: ReadonlySet<string>) => void;
}

/** The chain as a picture: a column a level, from above to below. Everything in it stands in the table too. */
export default function Graph({ chain, selected, onSelect, open, onOpen }: Props) {
  const scheme = useComputedColorScheme('light');
  const laid = useMemo(() => layOut(chain, open), [chain, open]);
  const toggle = (id: string) => {
    const next = new Set(open);
    if (!next.delete(id)) next.add(id);
    onOpen(next);
  };
  const rows = Math.max(1, ...laid.stops.map(({ row }) => row + 1));
  const mostIn = (column: number) => laid.stops.filter((stop) => stop.column === column).length;
  const nodes: Node[] = [
    ...laid.columns.map(
      (column, at): Node => ({
        id: `head ${column.id}`,
        type: 'head',
        initialHeight: HEAD,
        position: { x: at * WIDTH, y: 0 },
        data: { column, close: open.has(column.id) ? () => toggle(column.id) : null },
        selectable: false,
        focusable: false,
        draggable: false,
      }),
    ),
    ...laid.stops.map(({ id, column, row, node, group }): Node => {
      // A short column stands in the middle of a long one, as far as that is still seen.
      const shift = (Math.min(rows, 4) - Math.min(mostIn(column), 4)) / 2;
      const position = { x: column * WIDTH, y: HEAD + (row + shift) * HEIGHT };
      if (!node) {
        const key = laid.columns[column]!.id;
        const data = { group, open: () => toggle(key) };
        return { id, type: 'many', position, data, draggable: false, focusable: false };
      }
      const into = chain.edges.filter(({ to }) => to === node.id);
      const differences = into.reduce((sum, edge) => sum + edge.differences.length, 0);
      const data = { node, lit: node.id === selected, differences };
      return { id, type: 'stop', position, data, draggable: false, ariaRole: 'button' };
    }),
  ];
  const edges: Edge[] = laid.edges.map(({ id, from, to, edges: list }): Edge => {
    const [first] = list;
    const differs = list.filter(({ differences }) => differences.length > 0).length;
    const time = list.length === 1 ? days(first!.days) : `${thai(list.length)} ฉบับ`;
    // What it means stands in the lower letter: a step is too short for words.
    const mark = differs === 0 ? '' : list.length === 1 ? ' ≠' : ` ≠ ${thai(differs)}`;
    return {
      id,
      source: from,
      target: to,
      label: `${time}${mark}`,
      focusable: false,
      className: [
        differs > 0 ? styles.differs : '',
        first!.match === 'cited' || first!.match === 'received' ? styles.dotted : '',
      ]
        .filter(Boolean)
        .join(' '),
      labelShowBg: true,
      labelBgPadding: [6, 3],
    };
  });
  return (
    <section
      className={`${styles.graph} no-print`}
      style={{ height: Math.min(640, HEAD + Math.min(rows, 3) * HEIGHT + 40) }}
      aria-label="ผังสายการเวียน"
    >
      <ReactFlow
        // A size to begin with: without one a node that is made anew is hidden until it has been measured.
        nodes={nodes.map((node) => ({ ...CARD, ...node }))}
        edges={edges}
        nodeTypes={nodeTypes}
        colorMode={scheme}
        fitView
        fitViewOptions={{ padding: 0.08, maxZoom: 1, minZoom: 0.35 }}
        minZoom={0.1}
        maxZoom={1.5}
        nodesConnectable={false}
        nodesDraggable={false}
        edgesFocusable={false}
        zoomOnScroll={false}
        preventScrolling={false}
        deleteKeyCode={null}
        onNodesChange={(changes) => {
          for (const change of changes) {
            const chosen = change.type === 'select' && change.selected && !/^(?:head|group) /.test(change.id);
            if (chosen) onSelect(change.id);
          }
        }}
        proOptions={{ hideAttribution: true }}
        ariaLabelConfig={{
          'controls.ariaLabel': 'ย่อขยายผัง',
          'controls.zoomIn.ariaLabel': 'ขยาย',
          'controls.zoomOut.ariaLabel': 'ย่อ',
          'controls.fitView.ariaLabel': 'แสดงทั้งผัง',
          'node.a11yDescription.default': 'กด Enter เพื่อดูรายละเอียดของหนังสือฉบับนี้',
          'edge.a11yDescription.default': 'ขั้นการส่งต่อ',
        }}
      >
        <Controls showInteractive={false} position="top-right" />
      </ReactFlow>
    </section>
  );
}
