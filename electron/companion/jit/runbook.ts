import type { Runbook, RunbookFinding } from '../../../shared/contract/jit.ts';
import { fold } from '../../../shared/domain/fold.ts';
import type { Idemeum, WireCall } from '../ports/idemeum.ts';
import { jitErrors } from './error-table.ts';

/** Halo's variables, such as `$CLIENT_REFERENCE`, that stand for the customer and the technician of a ticket. */
export interface RunbookVariables {
  readonly customerVariable: string;
  readonly technicianVariable: string;
}

/** What somebody entered in Halo. */
export interface EnteredRunbook {
  readonly url: string;
  readonly contentType: string;
  readonly body: string;
}

const FIELDS = ['customerDisplayName', 'technicianEmailAddress'];

type Sender = Pick<Idemeum, 'disableCall'>;

/** The values for Halo's custom integration, made from the very call that the companion sends itself. */
export function runbookFor(idemeum: Sender, variables: RunbookVariables): Runbook {
  const call = idemeum.disableCall({
    customerDisplayName: variables.customerVariable,
    technicianEmail: variables.technicianVariable,
  });
  const cut = call.url.lastIndexOf('/');
  return {
    baseResource: call.url.slice(0, cut),
    path: call.url.slice(cut),
    tokenUrl: call.tokenUrl,
    method: call.method,
    contentType: call.contentType,
    body: call.body,
  };
}

/** Says, part by part, whether what was entered in Halo is what the companion would send. */
export function checkRunbook(idemeum: Sender, entered: EnteredRunbook): RunbookFinding[] {
  const call = idemeum.disableCall({ customerDisplayName: '', technicianEmail: '' });
  return [checkUrl(call, entered.url), checkType(call, entered.contentType), checkBody(entered.body)];
}

function checkUrl(call: WireCall, url: string): RunbookFinding {
  const fits = URL.parse(url.trim())?.href === call.url;
  return { part: 'url', fits, text: fits ? null : jitErrors.wrongUrl(call.url).text };
}

function checkType(call: WireCall, contentType: string): RunbookFinding {
  const fits = fold(contentType) === fold(call.contentType);
  return { part: 'contentType', fits, text: fits ? null : jitErrors.wrongType(call.contentType).text };
}

function checkBody(body: string): RunbookFinding {
  const found = fieldsOf(body);
  if (found === null) {
    return { part: 'body', fits: false, text: jitErrors.bodyNoJson().text };
  }
  const missing = FIELDS.filter((field) => typeof found[field] !== 'string' || found[field] === '');
  const unknown = Object.keys(found).filter((field) => !FIELDS.includes(field));
  const fits = missing.length === 0 && unknown.length === 0;
  return { part: 'body', fits, text: fits ? null : jitErrors.wrongBody(missing, unknown).text };
}

function fieldsOf(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}
