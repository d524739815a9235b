/** Saves a text as a file of this device. Nothing leaves the browser. */
export function saveFile(name: string, text: string, type: 'csv' | 'plain' = 'csv'): void {
  const url = URL.createObjectURL(new Blob([text], { type: `text/${type};charset=utf-8` }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
