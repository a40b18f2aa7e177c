import { Button, Group, Paper, Text } from '@mantine/core';
import { IconCamera, IconFiles, IconFolder } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useKeys } from '../ui/keys.js';
import { dropped, type Given, given } from './gather.js';
import { ACCEPT } from './refusal.js';

/** Where files are handed over: dropped anywhere on the page, chosen, pasted, or taken with a phone's camera. */
export function DropArea({ onFiles, limit }: { onFiles: (files: Given[]) => void; limit: string | null }) {
  const [over, setOver] = useState(false);
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);
  const latest = useRef(onFiles);
  useEffect(() => {
    latest.current = onFiles;
  });
  useKeys({ KeyU: { does: 'เลือกไฟล์', run: () => files.current?.click() } });

  useEffect(() => {
    const holds = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const drag = (event: DragEvent) => {
      if (!holds(event)) return;
      // Else the browser would open the file in place of the application.
      event.preventDefault();
      setOver(event.type !== 'dragleave' || event.relatedTarget !== null);
    };
    const drop = (event: DragEvent) => {
      setOver(false);
      if (!holds(event)) return;
      event.preventDefault();
      void dropped(event.dataTransfer!).then((found) => latest.current(found));
    };
    const paste = ({ clipboardData }: ClipboardEvent) => {
      const found = given(clipboardData?.files ?? null);
      if (found.length > 0) latest.current(found);
    };
    const listened = [
      ['dragenter', drag],
      ['dragover', drag],
      ['dragleave', drag],
      ['drop', drop],
      ['paste', paste],
    ] as [string, EventListener][];
    for (const [kind, listener] of listened) window.addEventListener(kind, listener);
    return () => {
      for (const [kind, listener] of listened) window.removeEventListener(kind, listener);
    };
  }, []);

  /** A hidden chooser; chosen twice, the same file comes twice. */
  const chooser = (label: string, to: typeof files, more: Record<string, unknown>) => (
    <input
      ref={to}
      type="file"
      hidden
      aria-label={label}
      {...more}
      onChange={({ currentTarget }) => {
        onFiles(given(currentTarget.files));
        currentTarget.value = '';
      }}
    />
  );

  return (
    <Paper
      withBorder
      p="lg"
      ta="center"
      className="no-print"
      style={{ borderStyle: 'dashed', borderWidth: 2, borderColor: over ? 'var(--mantine-color-anchor)' : undefined }}
    >
      <Text fw={600} hiddenFrom="sm">
        เลือกไฟล์ หรือถ่ายภาพหนังสือ
      </Text>
      <Text fw={600} visibleFrom="sm">
        {over ? 'ปล่อยเพื่อส่งไฟล์' : 'ลากไฟล์หรือโฟลเดอร์มาวางที่นี่ วางจากคลิปบอร์ด หรือเลือก'}
      </Text>
      <Text c="dimmed" size="sm">
        PDF, PNG, JPEG, TIFF, WebP, ข้อความ หรือหนังสืออิเล็กทรอนิกส์ (XML){limit && ` ไฟล์ละไม่เกิน ${limit}`}
      </Text>
      <Group justify="center" mt="sm" gap="xs">
        <Button leftSection={<IconFiles size={18} />} onClick={() => files.current?.click()}>
          เลือกไฟล์
        </Button>
        <Button
          variant="default"
          visibleFrom="sm"
          leftSection={<IconFolder size={18} />}
          onClick={() => folder.current?.click()}
        >
          เลือกโฟลเดอร์
        </Button>
        <Button
          variant="default"
          hiddenFrom="sm"
          leftSection={<IconCamera size={18} />}
          onClick={() => camera.current?.click()}
        >
          ถ่ายภาพ
        </Button>
      </Group>
      {chooser('ไฟล์หนังสือ', files, { multiple: true, accept: ACCEPT })}
      {chooser('โฟลเดอร์ของหนังสือ', folder, { webkitdirectory: '', multiple: true })}
      {chooser('ภาพถ่ายหนังสือ', camera, { accept: 'image/*', capture: 'environment', multiple: true })}
    </Paper>
  );
}
