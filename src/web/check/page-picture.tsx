import { ActionIcon, Group, Text, Tooltip } from '@mantine/core';
import {
  IconArrowAutofitWidth,
  IconChevronLeft,
  IconChevronRight,
  IconRotateClockwise,
  IconZoomIn,
  IconZoomOut,
} from '@tabler/icons-react';
import { type PointerEvent, type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { CheckedPage } from '../../../schemas/check.js';
import type { Box, Evidence } from '../../../schemas/common.js';
import { toThaiDigits } from '../../domain/numerals.js';
import { useKeys } from '../ui/keys.js';
import classes from './check.module.css';
import { PageText } from './page-text.js';

const ZOOMS = [0.5, 0.75, 1, 1.25, 1.5, 2, 2.5, 3, 4] as const;
const WIDTHS = [1000, 1600, 2400] as const;
const clamped = (zoom: number) => Math.min(4, Math.max(0.5, zoom));

/** `fixed`: the place of the window that keeps what it shows, under the pointer or between the fingers; null for buttons and keys. */
interface Zoom {
  zoom: number;
  fixed: { x: number; y: number } | null;
}

interface Props {
  receipt: number;
  pages: readonly CheckedPage[];
  /** What is lit, on whatever page. */
  lit: readonly Evidence[];
  /** What the lit boxes are of. */
  name: string;
  page: number;
  onPage: (page: number) => void;
  children?: ReactNode;
}

/** The pages of a letter with what a field was read from lit: zoom by buttons, keys, wheel with Ctrl or two fingers; turned by quarters. */
export function PagePicture({ receipt, pages, lit, name, page: number, onPage, children }: Props) {
  const [{ zoom, fixed }, setZoom] = useState<Zoom>({ zoom: 1, fixed: null });
  const [turn, setTurn] = useState(0);
  const at = pages.findIndex((page) => page.number === number);
  const page = pages[at];
  const stepZoom = (by: 1 | -1) =>
    setZoom(({ zoom: old }) => ({
      zoom: (by > 0 ? ZOOMS.find((one) => one > old + 0.01) : ZOOMS.findLast((one) => one < old - 0.01)) ?? old,
      fixed: null,
    }));
  const go = (by: 1 | -1) => pages[at + by] && onPage(pages[at + by]!.number);
  const fit = () => {
    setZoom({ zoom: 1, fixed: null });
    setTurn(0);
  };
  useKeys({
    Equal: { does: 'ขยายภาพ', run: () => stepZoom(1), label: '+' },
    Minus: { does: 'ย่อภาพ', run: () => stepZoom(-1), label: '-' },
    Digit0: { does: 'พอดีความกว้าง', run: fit },
    KeyR: { does: 'หมุนภาพตามเข็มนาฬิกา', run: () => setTurn((old) => (old + 90) % 360) },
    'Shift+KeyR': { does: 'หมุนภาพทวนเข็มนาฬิกา', run: () => setTurn((old) => (old + 270) % 360) },
    BracketLeft: { does: 'หน้าก่อน', run: () => go(-1), label: '[' },
    BracketRight: { does: 'หน้าถัดไป', run: () => go(1), label: ']' },
  });
  if (!page) return <Text p="md">ไม่มีหน้าที่เปิดดูได้</Text>;
  const boxes = lit.filter((one) => one.page === number);
  return (
    <div className={classes.picture}>
      <Group justify="space-between" gap="xs" className={classes.bar} role="toolbar" aria-label="เครื่องมือดูภาพหน้า">
        <Group gap={4}>
          <Tool label="หน้าก่อน" disabled={at <= 0} onClick={() => go(-1)} icon={<IconChevronLeft size={20} />} />
          <Text size="sm" aria-live="polite">
            หน้า {toThaiDigits(String(number))} จาก {toThaiDigits(String(pages.at(-1)!.number))}
          </Text>
          <Tool
            label="หน้าถัดไป"
            disabled={at >= pages.length - 1}
            onClick={() => go(1)}
            icon={<IconChevronRight size={20} />}
          />
        </Group>
        <Group gap={4}>
          {page.picture && (
            <>
              <Tool label="ย่อภาพ" onClick={() => stepZoom(-1)} icon={<IconZoomOut size={20} />} />
              <Text size="sm" w={48} ta="center">
                {toThaiDigits(String(Math.round(zoom * 100)))}%
              </Text>
              <Tool label="ขยายภาพ" onClick={() => stepZoom(1)} icon={<IconZoomIn size={20} />} />
              <Tool label="พอดีความกว้าง" onClick={fit} icon={<IconArrowAutofitWidth size={20} />} />
              <Tool
                label="หมุนภาพ"
                onClick={() => setTurn((old) => (old + 90) % 360)}
                icon={<IconRotateClockwise size={20} />}
              />
            </>
          )}
          {children}
        </Group>
      </Group>
      {page.picture ? (
        <Sheet
          key={`${receipt}/${number}`}
          receipt={receipt}
          page={page}
          boxes={boxes.flatMap(({ bbox }) => (bbox ? [bbox] : []))}
          name={name}
          zoom={zoom}
          turn={turn}
          fixed={fixed}
          onZoom={(by, at) => setZoom((old) => ({ zoom: clamped(old.zoom * by), fixed: at }))}
        />
      ) : page.source === 'text' ? (
        <PageText receipt={receipt} page={number} lit={boxes} name={name} />
      ) : (
        <Text p="md">หน้านี้มีหนังสือชั้นความลับ เปิดดูได้เฉพาะผู้ที่ได้รับมอบหมาย</Text>
      )}
    </div>
  );
}

function Tool({ label, icon, ...others }: { label: string; icon: ReactNode; onClick: () => void; disabled?: boolean }) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" size="lg" aria-label={label} {...others}>
        {icon}
      </ActionIcon>
    </Tooltip>
  );
}

interface SheetProps {
  receipt: number;
  page: CheckedPage;
  boxes: readonly Box[];
  name: string;
  zoom: number;
  turn: number;
  fixed: Zoom['fixed'];
  /** By a factor: several come between two pictures, and each counts from what the one before has made. */
  onZoom: (by: number, fixed: NonNullable<Zoom['fixed']>) => void;
}

/** One page: a window with the page in it, which is moved by dragging, the wheel, the arrow keys or a finger. */
function Sheet({ receipt, page, boxes, name, zoom, fixed, turn, onZoom }: SheetProps) {
  const window_ = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  // Of the first picture: the sharper ones that follow are of another height by their rounding, which must move nothing.
  const [measured, setMeasured] = useState<number>();
  const ratio = measured ?? Math.SQRT2;
  const [failed, setFailed] = useState(false);
  const zooms = useRef(onZoom);
  zooms.current = onZoom;
  const zoomAt = (by: number, x: number, y: number) => {
    const frame = window_.current!.getBoundingClientRect();
    zooms.current(by, { x: x - frame.left, y: y - frame.top });
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: once; what it calls stands in refs
  useEffect(() => {
    const element = window_.current!;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    const wheel = (event: WheelEvent) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      zoomAt(event.deltaY < 0 ? 1.15 : 1 / 1.15, event.clientX, event.clientY);
    };
    element.addEventListener('wheel', wheel, { passive: false });
    return () => {
      observer.disconnect();
      element.removeEventListener('wheel', wheel);
    };
  }, []);

  const lying = turn % 180 !== 0;
  const across = Math.max(1, width * zoom);
  const sheet = lying ? { width: across / ratio, height: across } : { width: across, height: across * ratio };
  const outer = lying ? { width: across, height: across / ratio } : sheet;
  const pixels = across * (globalThis.devicePixelRatio ?? 1);
  const picture = WIDTHS.find((one) => one >= pixels * 0.9) ?? 2400;
  const [shown, setShown] = useState<number>(1000);
  useEffect(() => {
    if (width > 0) setShown((old) => Math.max(old, picture));
  }, [picture, width]);

  const first = boxes[0];
  const place = first?.join() ?? '';
  const middle = first ? turned((first[0] + first[2]) / 2, (first[1] + first[3]) / 2, turn) : null;
  // Not when it is zoomed, and a picture that comes late or a window of another width leads nobody back who has moved it since.
  const moved = useRef('');
  const goal = `${place} ${turn}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `middle` and `outer` follow from these and the zoom
  useEffect(() => {
    const element = window_.current!;
    if (!middle || width === 0 || moved.current === goal) return;
    element.scrollTo({
      left: middle[0] * outer.width - element.clientWidth / 2,
      top: middle[1] * outer.height - element.clientHeight / 2,
      behavior: 'smooth',
    });
  }, [goal, width, ratio]);
  const move = () => {
    moved.current = goal;
  };

  const last = useRef(outer);
  // biome-ignore lint/correctness/useExhaustiveDependencies: when it was zoomed; the rest follows
  useLayoutEffect(() => {
    const element = window_.current!;
    const before = last.current;
    const { clientWidth, clientHeight, scrollLeft, scrollTop } = element;
    const margin = (width: number) => Math.max(0, (clientWidth - width) / 2);
    // By buttons and keys: the lit place while it is in sight, else the middle.
    const lit = middle && {
      x: middle[0] * before.width + margin(before.width) - scrollLeft,
      y: middle[1] * before.height - scrollTop,
    };
    const seen = lit && lit.x >= 0 && lit.y >= 0 && lit.x <= clientWidth && lit.y <= clientHeight;
    const { x, y } = fixed ?? (seen ? lit : { x: clientWidth / 2, y: clientHeight / 2 });
    element.scrollTo({
      left: ((scrollLeft + x - margin(before.width)) / before.width) * outer.width + margin(outer.width) - x,
      top: ((scrollTop + y) / before.height) * outer.height - y,
      behavior: 'instant',
    });
  }, [zoom]);
  // Turned, or measured anew: from there the next zoom goes on.
  useEffect(() => {
    last.current = outer;
  });

  const hands = {
    ...useDrag(window_, zoomAt),
    onPointerDownCapture: move,
    onWheelCapture: move,
    onKeyDownCapture: move,
  };
  const url = `/api/files/${receipt}/pages/${page.number}/picture?width=${shown}&v=${page.source}-${page.rotation}`;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached by keys
    <section ref={window_} className={classes.window} tabIndex={0} aria-label={`ภาพหน้า ${page.number}`} {...hands}>
      <div className={classes.outer} style={outer}>
        <div className={classes.sheet} style={{ ...sheet, transform: `translate(-50%, -50%) rotate(${turn}deg)` }}>
          {failed ? (
            <Text p="md">เปิดภาพหน้านี้ไม่ได้ โปรดดาวน์โหลดไฟล์ต้นฉบับ</Text>
          ) : (
            <img
              src={url}
              alt={`หน้า ${page.number} ของหนังสือ`}
              draggable={false}
              onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) =>
                setMeasured((old) => old ?? naturalHeight / naturalWidth)
              }
              onError={() => setFailed(true)}
            />
          )}
          <svg
            viewBox="0 0 1 1"
            preserveAspectRatio="none"
            role="img"
            aria-label={first ? `ตำแหน่งของ ${name} บนหน้า` : 'ไม่มีตำแหน่งที่เน้น'}
          >
            {boxes.map((box) => (
              <LitBox key={box.join()} box={box} />
            ))}
          </svg>
        </div>
      </div>
    </section>
  );
}

/** A little room about the letters, so that the frame touches none. */
const ROOM = 0.004;

function LitBox({ box: [x0, y0, x1, y1] }: { box: Box }) {
  return (
    <rect
      className={classes.lit}
      x={x0 - ROOM}
      y={y0 - ROOM}
      width={x1 - x0 + 2 * ROOM}
      height={y1 - y0 + 2 * ROOM}
      vectorEffect="non-scaling-stroke"
    />
  );
}

/** Where a point of the page lies when it is turned clockwise. */
function turned(x: number, y: number, turn: number): [number, number] {
  if (turn === 90) return [1 - y, x];
  if (turn === 180) return [1 - x, 1 - y];
  return turn === 270 ? [y, 1 - x] : [x, y];
}

/** Moves the window's content with the mouse, and zooms with two fingers; one finger scrolls as the browser does it. */
function useDrag(of: React.RefObject<HTMLDivElement | null>, zoomAt: (by: number, x: number, y: number) => void) {
  const pointers = useRef(new Map<number, { x: number; y: number }>());
  /** How far two fingers are apart, and what lies between them. */
  const spread = () => {
    const [a, b] = [...pointers.current.values()];
    return a && b ? { apart: Math.hypot(a.x - b.x, a.y - b.y), x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 } : null;
  };
  const end = (event: PointerEvent) => pointers.current.delete(event.pointerId);
  return {
    onPointerDown: (event: PointerEvent) => {
      if (event.pointerType === 'mouse' && event.button !== 0) return;
      pointers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
    },
    onPointerMove: (event: PointerEvent) => {
      const before = pointers.current.get(event.pointerId);
      if (!before) return;
      const from = spread();
      pointers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
      const to = spread();
      if (pointers.current.size === 2 && from && to && from.apart > 0) zoomAt(to.apart / from.apart, to.x, to.y);
      else if (event.pointerType === 'mouse') of.current!.scrollBy(before.x - event.clientX, before.y - event.clientY);
    },
    onPointerUp: end,
    onPointerCancel: end,
    onPointerLeave: end,
  };
}
