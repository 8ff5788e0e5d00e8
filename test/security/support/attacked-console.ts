import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { silentLog } from '../../../electron/companion/ports/log.ts';
import { startConsole } from '../../../electron/console/console-server.ts';
import { fakeCompanion } from '../../../electron/console/testing/fake-companion.ts';
import { createRouter } from '../../../electron/router.ts';
import { readRenderer } from '../../../electron/run/renderer-files.ts';
import { CONSOLE_SHELL } from '../../../electron/shell-api.ts';
import { aDatabase, noChecks, testSettings } from '../../support/settings.ts';

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** The console's real server over a core that does nothing, for those who come to break in. */
export interface Attacked {
  readonly port: number;
  /** What was asked of the core; nobody who may not must ever get that far. */
  readonly asked: readonly string[];
  newLink(): string;
  signIn(): Promise<string>;
  /** Exactly these headers, and the path as it stands. */
  ask(path: string, headers?: Readonly<Record<string, string>>): Promise<Reply>;
  /** A window's connection, for sending and hearing raw messages. */
  window(cookie: string): Promise<WebSocket>;
  stop(): Promise<void>;
}

export async function startAttacked(): Promise<Attacked> {
  const base = mkdtempSync(join(tmpdir(), 'companion-attacked-'));
  const folder = join(base, 'renderer');
  mkdirSync(folder);
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>window</title>');
  writeFileSync(join(folder, 'main.js'), 'globalThis.stolen = true;');
  writeFileSync(join(folder, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
  const clock = { now: () => Date.now(), sleep: async () => undefined };
  const asked: string[] = [];
  const core = fakeCompanion({
    syncNow: () => {
      asked.push('syncNow');
      return { started: true };
    },
  });
  const facts = {
    version: '1',
    sandbox: false,
    shell: CONSOLE_SHELL,
    settings: testSettings().service,
    checkEntered: noChecks,
    database: aDatabase,
  };
  const router = createRouter(core, facts, { log: silentLog, clock });
  const renderer = await readRenderer(folder);
  const server = await startConsole({ port: 0, renderer, router, log: silentLog, clock });
  const { port } = server;
  const ask: Attacked['ask'] = (path, headers = {}) =>
    new Promise((resolve, reject) => {
      // A connection of its own each time: what an earlier attack did to it must not matter.
      const call = request({ host: '127.0.0.1', port, path, headers, agent: false }, (answer) => {
        answer.resume();
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers }));
      });
      call.on('error', reject);
      call.end();
    });
  return {
    port,
    asked,
    newLink: () => server.newLink(),
    ask,
    async signIn() {
      const link = new URL(server.newLink());
      const { headers } = await ask(link.pathname + link.search);
      return [headers['set-cookie'] ?? []].flat()[0]?.split(';')[0] ?? '';
    },
    window: (cookie) =>
      new Promise((resolve, reject) => {
        const origin = `http://127.0.0.1:${port}`;
        const socket = new WebSocket(`ws://127.0.0.1:${port}/contract`, { headers: { cookie, origin } });
        socket.on('open', () => resolve(socket));
        socket.on('error', reject);
      }),
    async stop() {
      await server.stop();
      rmSync(base, { recursive: true, force: true });
    },
  };
}

/** The next message of a window's connection. */
export function nextMessage(socket: WebSocket): Promise<string> {
  return new Promise((resolve) => socket.once('message', (data) => resolve(String(data))));
}
