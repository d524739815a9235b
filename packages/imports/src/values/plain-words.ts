/** Text for comparing words of several languages: without case, accents, spaces and punctuation. */
export function plainWords(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .replaceAll('ł', 'l')
    .replaceAll('ß', 'ss');
}

/** Text for comparing names of dishes and categories: without case and doubled spaces, accents kept. */
export function plainName(text: string): string {
  return text.normalize('NFC').trim().replaceAll(/\s+/gu, ' ').toLowerCase();
}
