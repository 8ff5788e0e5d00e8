import type { IncomingHttpHeaders } from 'node:http';
import type { PageFault } from '../faults.ts';

/** A call, read whole. */
export interface ServiceRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** What happens to the pages of a list in this call. */
  readonly pageFault: PageFault | null;
}

/** The body as JSON; undefined when it is none. */
export function jsonOf(body: string): unknown {
  try {
    const value: unknown = JSON.parse(body);
    return value;
  } catch {
    return undefined;
  }
}

/** Without percent signs; as it is when they mean nothing. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
