const MEBIBYTE = 1024 * 1024;

/** A size in mebibytes as people read it: two digits where it is small. */
export function mebibytes(bytes: number): string {
  const size = bytes / MEBIBYTE;
  return size >= 10 ? String(Math.ceil(size)) : String(Math.max(0.01, Math.ceil(size * 100) / 100));
}
