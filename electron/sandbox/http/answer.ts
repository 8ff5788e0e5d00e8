/** What a service says: JSON, or text of a type that the headers name, or nothing. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly text?: string;
}

export function json(body: unknown, status = 200): Answer {
  return { status, json: body };
}

export function html(text: string, status = 200): Answer {
  return { status, text, headers: { 'content-type': 'text/html; charset=utf-8' } };
}
