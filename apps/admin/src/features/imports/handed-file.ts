let handed: { readonly id: string; readonly file: File } | null = null;

/** Leaves a file for the page of its import. In memory only: what is in it never lies in the browser's storage. */
export function handFile(id: string, file: File): void {
  handed = { id, file };
}

/** The file that was left for an import, while the page that chose it lives. */
export function handedFile(id: string): File | null {
  return handed?.id === id ? handed.file : null;
}
