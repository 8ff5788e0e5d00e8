/** A LIKE pattern that finds the text anywhere, with nothing in it taken for a sign; `\\` is to be named as escape. */
export function like(text: string): string {
  return `%${text.replaceAll(/[\\%_]/gu, (mark) => `\\${mark}`)}%`;
}
