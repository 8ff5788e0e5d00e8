import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { z } from 'zod';
import { Overview } from '../../../shared/contract/companion.ts';
import type { DoubleWindow } from '../../electron-double/window.ts';

const Answer = z.object({ p: z.object({ b: z.object({ json: z.unknown() }) }) });

/** One call of the contract, sent from the page as a script in it could: through the port, past our own client. */
export async function ask(page: Page, call: string, input: unknown): Promise<unknown> {
  const text = await page.evaluate(
    async ([path, value]) => {
      const id = String(Math.random());
      const answer = new Promise<string>((resolve) => {
        window.companionPort?.onMessage((message) => {
          if (message.includes(id)) resolve(message);
        });
      });
      window.companionPort?.send(JSON.stringify({ i: id, p: { u: `/${path}`, b: { json: value } } }));
      return await answer;
    },
    [call, input] as const,
  );
  return Answer.parse(JSON.parse(text)).p.b.json;
}

export async function overviewOf(window: DoubleWindow): Promise<Overview> {
  return Overview.parse(await ask(await window.contents.page, 'companion/overview', {}));
}

const LogLine = z.looseObject({ event: z.string(), problem: z.string().optional() });

/** The log of the companion, a line each. */
export function logOf({ folder }: { readonly folder: string }): z.infer<typeof LogLine>[] {
  return readFileSync(join(folder, 'logs', 'companion.log'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => LogLine.parse(JSON.parse(line)));
}

/** Why messages were refused, in order. */
export function refusals(computer: { readonly folder: string }): (string | undefined)[] {
  return logOf(computer)
    .filter((line) => line.event === 'ipc.refused')
    .map((line) => line.problem);
}
