import { Alert, Button, Group, Kbd, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconScissors } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useLocation, useParams } from 'wouter';
import {
  type CheckedField,
  type ConfirmRequest,
  type CorrectRequest,
  confirmAnswer,
  doneAnswer,
  type LetterAnswer,
  letterAnswer,
} from '../../../schemas/check.js';
import { leftUnasked } from '../../domain/asked.js';
import { ApiError, useChange, useGet } from '../api.js';
import { ConfirmDialog } from '../ui/confirm-dialog.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { dateTime, thai } from '../ui/format.js';
import { useKeys } from '../ui/keys.js';
import { Loading } from '../ui/loading.js';
import { PageHead } from '../ui/page-head.js';
import { tellDone } from '../ui/tell.js';
import { RescanNotice } from '../upload/rescan.js';
import { Bundle, DeadlineDays, History, Links, Relations } from './about-letter.js';
import classes from './check.module.css';
import { changesOf, drafted, useDraft } from './draft.js';
import { chipsOf, FieldCard, isAnswered } from './field-card.js';
import { PagePicture } from './page-picture.js';
import { SplitDialog } from './split-dialog.js';
import { SureFields, UnaskedFields } from './sure-fields.js';
import { checkPath, doubtful, FIELD_LABEL, letterApi, letterPath, refText } from './words.js';

const CHANGED = ['/api/check', '/api/letters', '/api/circulars', '/api/deadlines', '/api/families'];
const SETTLED = ['composed', 'linked', 'done'];

/** ตรวจ one letter: its page at the left, what is in doubt at the right. */
export default function CheckLetter() {
  const { receipt, ordinal } = useParams<{ receipt: string; ordinal: string }>();
  const path = letterApi({ receipt: Number(receipt), ordinal: Number(ordinal) });
  const answer = useGet(letterAnswer, path, {
    // While the file is read again its letters change under the page.
    refetchInterval: ({ state }) => (state.data && state.data.file.status !== 'done' ? 1000 : false),
  });
  if (answer.isPending) return <Loading />;
  if (answer.isError) return <ErrorNotice error={answer.error} retry={answer.refetch} />;
  return <Checked key={path} answer={answer.data} />;
}

function Checked({ answer }: { answer: LetterAnswer }) {
  const { ref, queue, file, version } = answer;
  const [, go] = useLocation();
  const draft = useDraft(answer);
  const letter = drafted(answer.letter, draft.draft);
  const asked = doubtful(answer);
  const open = asked.filter((check) => !isAnswered(answer, check, draft));
  const [active, setActive] = useState<CheckedField | null>(asked[0]?.field ?? 'reference');
  const [page, setPage] = useState(ref.pages[0]);
  const [splitting, split] = useDisclosure(false);
  const [asking, ask] = useDisclosure(false);
  const editable = answer.mayEdit && SETTLED.includes(file.status);
  const body = () => ({ changes: changesOf(answer.letter, draft.draft), choices: Object.values(draft.draft.choices) });
  const save = useChange(
    doneAnswer,
    (sent: CorrectRequest) => ({ path: letterApi(ref), method: 'PATCH', body: sent }),
    CHANGED,
  );
  const confirm = useChange(
    confirmAnswer,
    (sent: ConfirmRequest) => ({ path: `${letterApi(ref)}/confirm`, body: sent }),
    CHANGED,
  );
  const failed = save.error ?? confirm.error;
  const busy = save.isPending || confirm.isPending;

  const evidence = answer.fields.find(({ field }) => field === active)?.evidence ?? [];
  const focus = (field: CheckedField) => {
    setActive(field);
    const there = answer.fields.find((one) => one.field === field)?.evidence[0]?.page;
    if (there !== undefined) setPage(there);
  };
  const lead = (field: CheckedField) => {
    focus(field);
    const card = document.getElementById(`field-${field}`);
    card?.focus({ preventScroll: true });
    // On a phone the picture stands above the fields: the card goes right below it.
    card?.scrollIntoView({ block: window.matchMedia('(min-width: 62em)').matches ? 'nearest' : 'start' });
  };
  const step = (by: 1 | -1) => {
    const at = asked.findIndex(({ field }) => field === active);
    const next = asked[at < 0 ? (by > 0 ? 0 : asked.length - 1) : at + by];
    if (next) lead(next.field);
  };
  const first = useRef(asked[0]?.field);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the letter is opened
  useEffect(() => {
    if (first.current) focus(first.current);
  }, []);
  const current = asked.find(({ field }) => field === active);
  const accept = (field: CheckedField) => {
    if (!(field in draft.draft.values)) draft.set(field, answer.letter[field] ?? null);
    const next = open.find((one) => one.field !== field);
    if (next) lead(next.field);
    else document.getElementById('confirm')?.focus();
  };
  const acceptShown = () => {
    const chip = document.activeElement?.closest<HTMLElement>('[data-chip]');
    if (chip) chip.click();
    else if (current) accept(current.field);
  };
  const chip = (n: number) => {
    const chosen = current && chipsOf(answer, current, letter, draft)[n];
    if (!chosen) return;
    chosen.take();
    const next = open.find((one) => one.field !== current.field);
    if (chosen.whole && next) lead(next.field);
  };
  const leave = (to = queue.next) => go(to ? checkPath(to) : '/check');
  const saveOnly = () => {
    if (draft.size === 0 || busy) return;
    save.mutate(body(), {
      onSuccess: () => {
        draft.clear(version);
        tellDone('บันทึกแล้ว');
      },
    });
  };
  const confirmNow = () => {
    ask.close();
    confirm.mutate(
      { ...body(), version },
      {
        onSuccess: ({ sentTo }) => {
          draft.clear(version);
          tellDone(sentTo > 0 ? `ยืนยันแล้ว ส่งถึงกล่องหนังสือ ${thai(sentTo)} หน่วยงาน` : 'ยืนยันแล้ว');
          leave();
        },
      },
    );
  };
  const confirmAndNext = () => {
    if (!editable || busy) return;
    if (open.length > 0) ask.open();
    else confirmNow();
  };
  const digits = Array.from(
    { length: 9 },
    (_, n) => [`Digit${n + 1}`, { does: `เลือกค่าที่ ${thai(n + 1)}`, run: () => chip(n), label: String(n + 1) }] as const,
  );
  useKeys({
    KeyJ: { does: 'เรื่องที่ต้องดูถัดไป', run: () => step(1) },
    KeyK: { does: 'เรื่องที่ต้องดูก่อนหน้า', run: () => step(-1) },
    KeyA: { does: 'ถูกต้องตามที่แสดง', run: acceptShown },
    ...Object.fromEntries(digits),
    KeyS: { does: 'ข้ามไปฉบับถัดไป', run: () => leave() },
    Escape: { does: 'ออกจากช่อง', run: () => (document.activeElement as HTMLElement | null)?.blur(), label: 'Esc' },
    'Ctrl+KeyS': { does: 'บันทึก', run: saveOnly, label: 'Ctrl+S' },
    'Ctrl+Shift+KeyS': { does: 'บันทึก ยืนยัน แล้วไปฉบับถัดไป', run: confirmAndNext, label: 'Ctrl+Shift+S' },
    Slash: { does: 'ค้นหาหนังสือ', run: () => go('/search') },
  });

  const others = answer.fields.filter(({ field }) => !asked.some((one) => one.field === field));
  const unasked = others.filter(({ field }) => leftUnasked(answer.letter, field));
  const sure = others.filter((one) => !unasked.includes(one));
  const changed = failed instanceof ApiError && failed.code === 'letter.changed';
  return (
    <>
      <PageHead
        title={refText(ref)}
        actions={
          <>
            {queue.previous && (
              <Button variant="default" onClick={() => leave(queue.previous)}>
                ฉบับก่อน
              </Button>
            )}
            <Button variant="default" onClick={() => leave()}>
              {queue.next ? 'ข้ามไปฉบับถัดไป' : 'กลับไปรายการ'}
            </Button>
          </>
        }
      >
        {queue.position !== null && `ฉบับที่ ${thai(queue.position)} จาก ${thai(queue.total)}`}
        {answer.confirmed && ` ยืนยันแล้วโดย ${answer.confirmed.by} เมื่อ ${dateTime(answer.confirmed.at)}`}
      </PageHead>
      <RescanNotice receipt={file.receipt} />
      {!editable && (
        <Alert color="navy" mb="sm">
          {SETTLED.includes(file.status)
            ? 'แก้ไขได้เฉพาะหน่วยงานที่รับไฟล์นี้เข้าระบบ'
            : 'ระบบกำลังอ่านไฟล์นี้ใหม่ หน้านี้จะเปลี่ยนเองเมื่ออ่านเสร็จ'}
        </Alert>
      )}
      {draft.restored && draft.size > 0 && (
        <Alert color="orange" mb="sm" title="มีสิ่งที่แก้ไว้แต่ยังไม่ได้บันทึก">
          <Button size="sm" variant="default" onClick={() => draft.clear(version)}>
            ทิ้งสิ่งที่แก้ไว้
          </Button>
        </Alert>
      )}
      <div className={classes.columns}>
        <div className={classes.aside}>
          <PagePicture
            receipt={ref.receipt}
            pages={answer.pages}
            lit={evidence}
            name={active ? FIELD_LABEL[active] : ''}
            page={page}
            onPage={setPage}
          >
            {editable && answer.pages.length > 1 && file.whole && (
              <Button
                size="compact-sm"
                mih={32}
                variant="subtle"
                leftSection={<IconScissors size={18} />}
                onClick={split.open}
              >
                แยก/รวม
              </Button>
            )}
          </PagePicture>
        </div>
        <div>
          <Title order={2} size="h4" mb="xs" aria-live="polite">
            {asked.length === 0
              ? 'ไม่มีข้อสงสัย'
              : open.length === 0
                ? 'ตอบครบทุกเรื่องแล้ว'
                : `ต้องดู ${thai(open.length)} เรื่อง`}
          </Title>
          {answer.notes.map(({ code, message }) => (
            <Text key={code} size="sm">
              {message}
            </Text>
          ))}
          <Stack gap="sm" mb="md">
            {asked.map((check) => (
              <FieldCard
                key={check.field}
                answer={answer}
                check={check}
                letter={letter}
                draft={draft}
                active={check.field === active}
                onActive={() => check.field !== active && focus(check.field)}
                onAccept={() => accept(check.field)}
                mayEdit={editable}
              />
            ))}
          </Stack>
          <UnaskedFields fields={unasked} letter={letter} draft={editable ? draft : null} onActive={focus} />
          <details open={asked.length === 0 || undefined}>
            <summary>
              <Title order={2} size="h5" display="inline">
                ช่องอื่น ๆ ที่ระบบแน่ใจ
              </Title>
            </summary>
            <SureFields
              confirmedAt={answer.confirmed?.at}
              fields={sure}
              letter={letter}
              draft={editable ? draft : null}
              onActive={(field) => field !== active && focus(field)}
            />
          </details>
          <DeadlineDays answer={answer} />
          <Relations answer={answer} />
          <Bundle answer={answer} edit />
          <History answer={answer} />
          <Links answer={answer} />
          {failed && (
            <ErrorNotice
              error={failed}
              title={changed ? 'ยังไม่ได้บันทึก' : undefined}
              {...(changed && {
                retry: () => {
                  save.reset();
                  confirm.reset();
                  draft.clear(version);
                },
                retryLabel: 'ใช้ค่าล่าสุดของผู้อื่น และทิ้งที่แก้ไว้',
              })}
            />
          )}
          {editable && (
            <Group className={classes.foot} gap="xs" mt="md">
              <Button id="confirm" loading={confirm.isPending} disabled={save.isPending} onClick={confirmAndNext}>
                {answer.confirmed && draft.size + open.length === 0 ? 'ไปฉบับถัดไป' : 'ยืนยันและไปฉบับถัดไป'}
              </Button>
              <Button
                variant="default"
                loading={save.isPending}
                disabled={draft.size === 0 || confirm.isPending}
                onClick={saveOnly}
              >
                บันทึก
              </Button>
              <Text size="sm" c="dimmed" visibleFrom="md">
                <Kbd>Ctrl+Shift+S</Kbd> ยืนยันและไปฉบับถัดไป · <Kbd>?</Kbd> ปุ่มลัด
              </Text>
            </Group>
          )}
        </div>
      </div>
      {splitting && (
        <SplitDialog
          answer={answer}
          opened
          onClose={split.close}
          onDone={() => go(letterPath(ref).replace('letters', 'check'))}
        />
      )}
      <ConfirmDialog
        opened={asking}
        onClose={ask.close}
        title={`ยังมี ${thai(open.length)} เรื่องที่ยังไม่ได้ตอบ`}
        confirm="ยืนยันตามที่แสดงทั้งหมด"
        onConfirm={confirmNow}
      >
        <Text>
          {open.map(({ field }) => FIELD_LABEL[field]).join(', ')} จะถือว่าถูกต้องตามที่แสดงอยู่ และจะไม่เปลี่ยนแม้ระบบอ่านไฟล์ใหม่
        </Text>
      </ConfirmDialog>
    </>
  );
}
