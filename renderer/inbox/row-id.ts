/** The id of the row of a request in the list. */
export function rowId(requestId: string): string {
  return `request-${encodeURIComponent(requestId)}`;
}
