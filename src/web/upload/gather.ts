/** Files as people hand them over: dropped, with folders, chosen, or pasted. */

export interface Given {
  file: File;
  name: string;
}

/** Of a chooser: with the folders it lay in, where a folder was chosen. */
export const given = (files: Iterable<File> | null): Given[] =>
  [...(files ?? [])]
    .filter(({ name }) => !hidden(name))
    .map((file) => ({ file, name: file.webkitRelativePath || file.name }));

/** What systems leave in folders (.DS_Store, Thumbs.db) is nobody's letter. */
const hidden = (name: string) => name.startsWith('.') || name === 'Thumbs.db' || name === 'desktop.ini';

/** Of a drop: folders are gone through. To be called while the event is handled, since the browser takes the list away after it. */
export async function dropped(transfer: DataTransfer): Promise<Given[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  if (entries.length === 0) return given(transfer.files);
  const found = await Promise.all(entries.map((entry) => within(entry, '')));
  return found.flat();
}

async function within(entry: FileSystemEntry, above: string): Promise<Given[]> {
  if (hidden(entry.name)) return [];
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    return [{ file, name: above + file.name }];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: Given[] = [];
  // A reader gives some hundred entries at a time, and none when there are no more.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return found;
    for (const child of some) found.push(...(await within(child, `${above}${entry.name}/`)));
  }
}
