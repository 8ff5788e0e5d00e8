import Papa from 'papaparse';

/** Excel takes a CSV file for UTF-8 only when it begins with this. */
const BYTE_ORDER_MARK = '\u{FEFF}';
const END_OF_LINE = '\r\n';

/**
 * What a spreadsheet would run instead of showing (OWASP, "CSV Injection"), also in its full-width forms. It gets an
 * apostrophe before it.
 */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/u;

export type Cell = string | number | null;

/** The beginning of a CSV file: its headings. */
export function csvHead(columns: readonly string[]): string {
  return BYTE_ORDER_MARK + csvRows([columns]);
}

/** Rows of a CSV file; nothing in them is run by a spreadsheet. */
export function csvRows(rows: readonly (readonly Cell[])[]): string {
  const options = { newline: END_OF_LINE, escapeFormulae: FORMULA };
  return (
    Papa.unparse(
      rows.map((row) => [...row]),
      options,
    ) + END_OF_LINE
  );
}

/** The text of a cell as it was before `csvRows` guarded it. */
export function unguarded(text: string): string {
  return text.startsWith("'") && FORMULA.test(text.slice(1)) ? text.slice(1) : text;
}
