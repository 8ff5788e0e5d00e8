/** Hands a text to the person as a file, named with the day. */
export function saveFile(
  name: string,
  ending: 'csv' | 'jsonl' | 'json',
  text: string | readonly string[],
): void {
  const day = new Date().toISOString().slice(0, 10);
  saveBlob(`${name}-${day}.${ending}`, new Blob([text].flat(), { type: 'text/plain;charset=utf-8' }));
}

export function saveBlob(name: string, blob: Blob): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has to have begun with it.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
