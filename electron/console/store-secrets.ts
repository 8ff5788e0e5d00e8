import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import type { ServiceName } from '../../shared/domain/service-health.ts';
import { SERVICE_TITLE } from '../keychain/secret-error.ts';
import { isPlausible, type Secrets, secretAccount } from '../keychain/secrets.ts';
import { ConfigError } from '../settings/config-error.ts';
import type { Connections } from '../settings/settings.ts';
import { consoleErrors } from './error-table.ts';

export interface SecretPrompt {
  /** The next line, without its end; null when there is none. Never echoed. */
  ask(question: string): Promise<string | null>;
  close(): void;
}

/** Asks for both secrets and stores those that were given. Returns what to tell the person. */
export async function storeSecrets(
  connections: Connections,
  secrets: Secrets,
  prompt: SecretPrompt,
): Promise<string[]> {
  const told: string[] = [];
  for (const service of ['halo', 'idemeum'] as const) {
    const { url, clientId } = connections[service];
    const title = SERVICE_TITLE[service];
    const typed = await prompt.ask(`${title} client secret for ${clientId} at ${url} (empty: keep): `);
    const secret = typed?.trim() ?? '';
    if (secret === '') {
      told.push(`${title}: left as it is.`);
      continue;
    }
    if (!isPlausible(secret)) throw unusable(service);
    await secrets.set(service, secretAccount(url, clientId), secret);
    told.push(`${title}: stored in the operating system's keychain.`);
  }
  return told;
}

function unusable(service: ServiceName): ConfigError {
  return new ConfigError(consoleErrors.secretUnusable(SERVICE_TITLE[service]));
}

/** Reads lines from a terminal without showing them, or from a pipe. */
export function promptOn(
  input: NodeJS.ReadableStream & { readonly isTTY?: boolean },
  output: NodeJS.WritableStream,
): SecretPrompt {
  const isTerminal = input.isTTY === true;
  // readline echoes to its output, so that goes nowhere; questions are written past it.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input, output: nowhere, terminal: isTerminal });
  const iterator = lines[Symbol.asyncIterator]();
  lines.on('SIGINT', () => lines.close());
  return {
    async ask(question) {
      if (isTerminal) output.write(question);
      const { value, done } = await iterator.next();
      if (isTerminal) output.write('\n');
      return done ? null : value;
    },
    close: () => lines.close(),
  };
}
