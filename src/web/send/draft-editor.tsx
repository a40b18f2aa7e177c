import { Alert, Anchor, Button, Group, List, Loader, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import { type Draft, type DraftContent, draftContent, draft as draftSchema } from '../../../schemas/sending.js';
import { useChange, useGet } from '../api.js';
import { hasRole, useSession } from '../session.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { day, thai } from '../ui/format.js';
import { useKeys } from '../ui/keys.js';
import { Loading } from '../ui/loading.js';
import { PageHead } from '../ui/page-head.js';
import { tellDone, tellFailed } from '../ui/tell.js';
import { DraftForm } from './draft-form.js';
import { SendDialog } from './send-dialog.js';

const MARK = '[ต้องตรวจ';

/** A cover letter that is being written: what to look at, the form, the files, and that it went out. */
export function DraftEditor({ id }: { id: number }) {
  const draft = useGet(draftSchema, Number.isInteger(id) && id > 0 ? `/api/drafts/${id}` : null);
  if (draft.isError) return <ErrorNotice error={draft.error} title="เปิดร่างไม่ได้" retry={draft.refetch} />;
  if (draft.data === undefined) return <Loading what="ร่าง" />;
  return <Editor key={draft.data.changedAt} draft={draft.data} />;
}

/** What a draft takes from the settings of the office: it is put right there once for all. */
const OF_OFFICE: ReadonlySet<string> = new Set(['code', 'signer']);

function keptOf(key: string): DraftContent | null {
  const kept = sessionStorage.getItem(key);
  return kept === null ? null : (draftContent.safeParse(JSON.parse(kept)).data ?? null);
}

function Editor({ draft }: { draft: Draft }) {
  const session = useSession();
  const key = `wian:cover ${session.person.id} ${draft.id} ${draft.changedAt}`;
  const [content, setContent] = useState<DraftContent>(() => keptOf(key) ?? draft.content);
  const [sending, setSending] = useState(false);
  const out = draft.sent !== null && !draft.sent.cancelled;
  const open = hasRole(session, 'clerk') && !out;
  const changed = JSON.stringify(content) !== JSON.stringify(draft.content);
  // What is typed outlives a session that ends meanwhile, and a page that is left by mistake.
  useEffect(() => {
    if (changed) sessionStorage.setItem(key, JSON.stringify(content));
    else sessionStorage.removeItem(key);
  }, [key, changed, content]);
  const save = useChange(
    draftSchema,
    () => ({ path: `/api/drafts/${draft.id}`, method: 'PUT', body: { content, changedAt: draft.changedAt } }),
    ['/api/drafts', '/api/sending'],
  );
  const keep = (then?: () => void) =>
    save.mutate(undefined, {
      onSuccess: () => {
        tellDone('บันทึกร่างแล้ว');
        then?.();
      },
      onError: (error) => tellFailed(error, 'บันทึกร่างไม่ได้'),
    });
  useKeys({ 'Ctrl+KeyS': { does: 'บันทึกร่าง', run: () => open && changed && keep() } });
  const marks = JSON.stringify(content).split(MARK).length - 1;
  const checks = draft.checks.filter((check) => check.open);
  const notes = draft.checks.filter((check) => !check.open);
  return (
    <>
      <PageHead
        title={`ร่างหนังสือนำส่ง ${thai(draft.id)}`}
        actions={
          <>
            {(['docx', 'pdf'] as const).map((format) => (
              <Button
                key={format}
                component="a"
                href={`/api/drafts/${draft.id}/letter.${format}`}
                download
                variant="default"
                leftSection={<IconDownload size={18} />}
                disabled={changed}
              >
                {format === 'docx' ? 'Word' : 'PDF'}
              </Button>
            ))}
            {open && (
              <>
                <Button variant="default" disabled={!changed} loading={save.isPending} onClick={() => keep()}>
                  บันทึก
                </Button>
                <Button disabled={changed || marks > 0} onClick={() => setSending(true)}>
                  ส่งแล้ว
                </Button>
              </>
            )}
          </>
        }
      >
        ส่งต่อ {thai(draft.letter.reference)} ลงวันที่ {day(draft.letter.date)} · มาถึง {day(draft.arrivedOn)} ·{' '}
        {out ? `ใช้ ${thai(draft.days)} วันจนส่งออก` : `ผ่านมาแล้ว ${thai(draft.days)} วัน`}
      </PageHead>
      <Anchor component={Link} href="/send" underline="always">
        กลับไปที่หนังสือรอส่งต่อ
      </Anchor>
      {out && (
        <Alert color="green" my="sm" title={`ส่งแล้ว เลขทะเบียนส่ง ${thai(draft.sent!.number)}/${thai(draft.sent!.year)}`}>
          ลงวันที่ {day(draft.sent!.day)}{' '}
          <Anchor component={Link} href="/send/sent" underline="always">
            ดูทะเบียนส่ง
          </Anchor>
        </Alert>
      )}
      {!out && (checks.length > 0 || marks > 0) && (
        <Alert color="yellow" my="sm" title={`ต้องตรวจก่อนส่ง ${thai(Math.max(checks.length, marks))} จุด`}>
          <List size="sm">
            {checks.map(({ field, message }) => (
              <List.Item key={`${field} ${message}`}>
                {thai(message)}
                {OF_OFFICE.has(field) && /ตั้ง/.test(message) && (
                  <>
                    {' '}
                    {hasRole(session, 'admin') ? (
                      <Anchor component={Link} href="/admin/offices" underline="always">
                        ตั้งค่าของหน่วยงาน
                      </Anchor>
                    ) : (
                      '(ผู้ดูแลระบบของหน่วยงานตั้งได้ที่ ดูแลระบบ > หน่วยงาน)'
                    )}
                  </>
                )}
              </List.Item>
            ))}
          </List>
          {marks > 0 && <Text size="sm">ตรวจกับต้นฉบับแล้วลบเครื่องหมาย [ต้องตรวจ] ออกจากข้อความ</Text>}
        </Alert>
      )}
      {notes.length > 0 && !out && (
        <Text size="sm" c="dimmed" my="xs">
          ข้อสังเกตตอนร่าง: {thai(notes.map(({ message }) => message).join(' · '))}
        </Text>
      )}
      {changed && (
        <Text size="sm" role="status" my="xs">
          มีการแก้ไขที่ยังไม่ได้บันทึก {save.isPending && <Loader size="xs" />}
        </Text>
      )}
      <DraftForm content={content} onChange={setContent} readOnly={!open} />
      {sending && <SendDialog draft={draft} onClose={() => setSending(false)} />}
      <Group mt="md" className="no-print">
        <Anchor href={`/api/circulars/${draft.letter.receipt}/searchable.pdf`} target="_blank" underline="always">
          เปิดหนังสือต้นฉบับ
        </Anchor>
      </Group>
    </>
  );
}
