/**
 * The form in which names, e-mail addresses and computer names are compared: Unicode NFKC, white space collapsed,
 * case folded (upper first, so that "ß" equals "SS").
 */
export function fold(text: string): string {
  return text.normalize('NFKC').trim().replace(/\s+/gu, ' ').toUpperCase().toLowerCase().normalize('NFKC');
}
