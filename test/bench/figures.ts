/** One measured figure, with what the issue asks for. */
export interface Figure {
  readonly name: string;
  /** Of several runs the median. */
  readonly value: number;
  readonly unit: string;
  /** Null where the figure is for information, or is to be at least something. */
  readonly atMost: number | null;
  readonly atLeast?: number;
  /** Of several runs the least. */
  readonly least?: number;
  /**
   * The same on the processor alone, median, ms. What others do on the machine makes everything take longer on the
   * wall, and this hardly.
   */
  readonly cpu?: number;
  /** The same work done the plain way, in the same run. */
  readonly plain?: number;
  readonly plainCpu?: number;
}

/** The value that a share (0 to 1) of the values does not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/**
 * How a figure stands. `by-cpu`: what somebody had to wait for was not within the limit, only the time on the processor
 * was. On a machine with others on it that speaks for the program; it does not show that the limit is met.
 */
export function verdictOf({ value, atMost, atLeast, cpu }: Figure): 'met' | 'by-cpu' | 'missed' | null {
  if (atMost === null && atLeast === undefined) return null;
  const fits = (one: number) =>
    (atMost === null || one <= atMost) && (atLeast === undefined || one >= atLeast);
  if (fits(value)) return 'met';
  return cpu !== undefined && fits(cpu) ? 'by-cpu' : 'missed';
}
