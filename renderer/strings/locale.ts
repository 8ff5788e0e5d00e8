/** A number in the user's own way of writing it. */
export function number(value: number, options?: Intl.NumberFormatOptions): string {
  return value.toLocaleString(undefined, options);
}
