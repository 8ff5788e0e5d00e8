import { type Answer, html, json } from '../http/answer.ts';
import { escaped } from '../http/page.ts';
import type { Random } from '../random.ts';
import type { HaloSettings } from '../settings.ts';

/** Halo says no. */
export class HaloRefusal extends Error {
  readonly status: number;

  constructor(status: number, text: string) {
    super(text);
    this.name = 'HaloRefusal';
    this.status = status;
  }
}

type Shape = Exclude<HaloSettings['refusalShape'], 'mixed'>;
const SHAPES: readonly Shape[] = ['oauth', 'resultCode', 'className', 'message', 'string', 'html'];

/** A refusal in one of the shapes that clients of the real thing have met (halo-api.md). */
export function refusalAnswer(
  refusal: HaloRefusal,
  shape: HaloSettings['refusalShape'],
  random: Random,
): Answer {
  const { status, message } = refusal;
  switch (shape === 'mixed' ? random.pick(SHAPES) : shape) {
    case 'oauth':
      return json({ error: 'access_denied', error_description: message }, status);
    case 'resultCode':
      return json({ resultCode: 'error', errorMessage: message }, status);
    case 'className':
      return json(
        { ClassName: 'System.Exception', Message: message, Data: null, HResult: -2_146_233_088 },
        status,
      );
    case 'message':
      return json({ Message: message }, status);
    case 'string':
      return json(message, status);
    case 'html':
      return html(
        `<!DOCTYPE html><html><head><title>${escaped(message)}</title></head><body><h2>${escaped(message)}</h2></body></html>`,
        status,
      );
  }
}
