import {
  Anchor,
  Button,
  Checkbox,
  CopyButton,
  Group,
  Modal,
  NumberInput,
  Stack,
  Text,
  TextInput,
  VisuallyHidden,
} from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { z } from 'zod';
import { scopes as allScopes, type Scope } from '../../../schemas/access.js';
import { type ApiKey, apiKey, type FoundOrganisation, keyAnswer, type keyRequest } from '../../../schemas/accounts.js';
import { OrganisationSearch } from '../account/organisation-search.js';
import { SCOPES } from '../account/words.js';
import { useChange, useGet } from '../api.js';
import { useSession } from '../session.js';
import { ConfirmDialog } from '../ui/confirm-dialog.js';
import { DataTable } from '../ui/data-table.js';
import { Empty } from '../ui/empty.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { dateTime } from '../ui/format.js';
import { Loading } from '../ui/loading.js';
import { tellDone, tellFailed } from '../ui/tell.js';
import { findAdministered } from './find-office.js';

const KEYS = '/api/keys';

const stateOf = ({ revokedAt, expiresAt }: ApiKey): string =>
  revokedAt
    ? `ยกเลิกเมื่อ ${dateTime(revokedAt)}`
    : expiresAt === null
      ? 'ใช้ได้ ไม่มีวันหมดอายุ'
      : new Date(expiresAt) < new Date()
        ? `หมดอายุ ${dateTime(expiresAt)}`
        : `ใช้ได้ถึง ${dateTime(expiresAt)}`;

/** Keys by which other systems use the API for one organisation. */
export function Keys() {
  const keys = useGet(z.array(apiKey), KEYS);
  const [making, setMaking] = useState(false);
  const [token, setToken] = useState<string | null>(null);
  const [ending, setEnding] = useState<ApiKey | null>(null);
  const revoke = useChange(apiKey, (id: number) => ({ path: `${KEYS}/${id}`, method: 'DELETE' }), [KEYS]);
  if (keys.isPending) return <Loading what="กุญแจ" />;
  if (keys.isError) return <ErrorNotice error={keys.error} retry={() => keys.refetch()} />;
  return (
    <Stack gap="md">
      <Group>
        <Button onClick={() => setMaking(true)}>สร้างกุญแจ</Button>
        <Anchor href="/api/docs" underline="always">
          คู่มือ API
        </Anchor>
      </Group>
      <DataTable
        caption="กุญแจสำหรับระบบอื่น"
        rows={keys.data}
        rowKey={(row) => row.id}
        empty={<Empty title="ยังไม่มีกุญแจ">สร้างเมื่อมีระบบอื่นที่ต้องอ่านหรือส่งหนังสือผ่าน API</Empty>}
        columns={[
          { head: 'ชื่อ', cell: (row) => row.name, sort: (row) => row.name },
          { head: 'หน่วยงาน', cell: (row) => row.organisation.name, sort: (row) => row.organisation.name },
          { head: 'ทำได้', cell: (row) => row.scopes.map((scope) => SCOPES[scope]).join(', ') },
          { head: 'ใช้ล่าสุด', cell: (row) => dateTime(row.seenAt), sort: (row) => row.seenAt },
          { head: 'สถานะ', cell: stateOf },
          {
            head: 'ทำรายการ',
            screenOnly: true,
            cell: (row) =>
              row.revokedAt === null && (
                <Button variant="default" size="compact-sm" onClick={() => setEnding(row)}>
                  ยกเลิก<VisuallyHidden component="span"> {row.name}</VisuallyHidden>
                </Button>
              ),
          },
        ]}
      />
      {making && (
        <KeyDialog
          onClose={() => setMaking(false)}
          onMade={(made) => {
            setMaking(false);
            setToken(made);
          }}
        />
      )}
      <TokenDialog token={token} onClose={() => setToken(null)} />
      <ConfirmDialog
        opened={ending !== null}
        onClose={() => setEnding(null)}
        title={`ยกเลิกกุญแจ ${ending?.name ?? ''}`}
        confirm="ยกเลิกกุญแจนี้"
        danger
        busy={revoke.isPending}
        onConfirm={() =>
          ending &&
          revoke.mutate(ending.id, {
            onSuccess: () => tellDone('ยกเลิกกุญแจแล้ว'),
            onError: (error) => tellFailed(error),
            onSettled: () => setEnding(null),
          })
        }
      >
        ระบบที่ใช้กุญแจนี้จะใช้ไม่ได้ทันที และกุญแจจะกลับมาใช้อีกไม่ได้
      </ConfirmDialog>
    </Stack>
  );
}

function TokenDialog({ token, onClose }: { token: string | null; onClose: () => void }) {
  return (
    <Modal
      opened={token !== null}
      onClose={onClose}
      title="กุญแจใหม่"
      centered
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': 'ปิด' }}
    >
      <Stack gap="sm">
        <Text>คัดลอกไปเก็บในระบบที่จะใช้ กุญแจนี้จะไม่แสดงอีก ระบบนั้นส่งในหัว Authorization: Bearer</Text>
        <TextInput label="กุญแจ" readOnly value={token ?? ''} onFocus={(event) => event.currentTarget.select()} />
        <Group justify="flex-end">
          <CopyButton value={token ?? ''}>
            {({ copied, copy }) => <Button onClick={copy}>{copied ? 'คัดลอกแล้ว' : 'คัดลอกกุญแจ'}</Button>}
          </CopyButton>
          <Button variant="default" onClick={onClose}>
            ปิด
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function KeyDialog({ onClose, onMade }: { onClose: () => void; onMade: (token: string) => void }) {
  const { organisation: own } = useSession();
  const [name, setName] = useState('');
  const [organisation, setOrganisation] = useState<FoundOrganisation | null>({ ...own, within: null });
  const [scopes, setScopes] = useState<Scope[]>(['letters:read']);
  const [days, setDays] = useState<number | string>(365);
  const make = useChange(keyAnswer, (body: z.infer<typeof keyRequest>) => ({ path: KEYS, body }), [KEYS]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!organisation || scopes.length === 0) return;
    make.mutate(
      { name, organisation: organisation.code, scopes, days: days === '' ? null : Number(days) },
      { onSuccess: ({ token }) => onMade(token) },
    );
  };
  return (
    <Modal opened onClose={onClose} title="สร้างกุญแจ" closeButtonProps={{ 'aria-label': 'ปิด' }}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <TextInput
            label="ชื่อ"
            description="ระบบใดใช้ เช่น ระบบสารบรรณเดิม"
            required
            withAsterisk={false}
            autoComplete="off"
            data-autofocus
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <OrganisationSearch label="หน่วยงาน" value={organisation} onChange={setOrganisation} find={findAdministered} />
          <Checkbox.Group
            label="ทำได้"
            value={scopes}
            onChange={(value) => setScopes(value as Scope[])}
            error={scopes.length === 0 ? 'เลือกอย่างน้อยหนึ่งอย่าง' : undefined}
          >
            <Stack gap="xs" mt={6}>
              {allScopes.map((scope) => (
                <Checkbox key={scope} value={scope} label={SCOPES[scope]} />
              ))}
            </Stack>
          </Checkbox.Group>
          <NumberInput
            label="ใช้ได้กี่วัน"
            description="เว้นว่างไว้ถ้าไม่มีวันหมดอายุ"
            min={1}
            max={3650}
            allowDecimal={false}
            hideControls
            value={days}
            onChange={setDays}
          />
          {make.isError && <ErrorNotice error={make.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              ไม่สร้าง
            </Button>
            <Button type="submit" loading={make.isPending}>
              สร้างกุญแจ
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
