import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { controlClient } from '../../electron/sandbox/control-client.ts';
import { MINUTE_MS, send, started } from './harness.ts';

describe('the living scenario', () => {
  test('begins with a history: some requests wait, some are decided', async () => {
    const { control } = await started({ scenario: 'living' });
    const requests = await control.requests();
    const pending = requests.filter(({ status }) => status === 'PENDING');
    expect(requests).toHaveLength(8);
    expect(pending.length).toBeGreaterThanOrEqual(3);
    expect(requests.length - pending.length).toBeGreaterThanOrEqual(3);
    expect(
      requests
        .filter(({ decision }) => decision !== null)
        .every(({ updatedAt, createdAt }) => updatedAt > createdAt),
    ).toBe(true);
  });

  test('goes on by itself: people ask, technicians decide', async () => {
    const { control, clock } = await started({ scenario: 'living' });
    for (let minute = 0; minute < 15; minute += 1) {
      clock.advance(MINUTE_MS);
      await control.calls();
    }
    const requests = await control.requests();
    expect(requests.length).toBeGreaterThan(8 + 15);
    expect(requests.length).toBeLessThan(8 + 15 * 6);
    const statuses = new Set(requests.map(({ status }) => status));
    expect(statuses.has('APPROVED') && statuses.has('DENIED') && statuses.has('PENDING')).toBe(true);
    expect(requests.every(({ createdAt }) => createdAt <= clock.now())).toBe(true);
  });

  test('does not make up for a night of sleep', async () => {
    const { control, clock } = await started({ scenario: 'living' });
    clock.advance(12 * 60 * MINUTE_MS);
    expect((await control.requests()).length).toBeLessThan(8 + 70);
  });

  test('holds the cases that matter to a mapping', async () => {
    const { world } = await started({ scenario: 'living' });
    const clients = [...world.halo.clients.values()];
    const named = (name: string) => clients.filter((client) => client.name === name);
    expect(world.idemeum.customers.size).toBe(12);
    expect(named('Meridian Logistics')).toHaveLength(2);
    expect(named('kestrel')).toHaveLength(1);
    expect(named('Larkspur Veterinary')).toHaveLength(0);
    expect(named('Old Mill Printing')).toMatchObject([{ inactive: true }]);
    const agents = [...world.halo.agents.values()];
    expect(agents.some((agent) => agent.isdisabled)).toBe(true);
    expect(agents.filter((agent) => agent.isapiagent).length).toBeGreaterThan(1);
  });

  test('the same seed gives the same world, and reset begins anew', async () => {
    const one = await started({ scenario: 'living', seed: 5 });
    const two = await started({ scenario: 'living', seed: 5 });
    expect(await two.control.requests()).toEqual(await one.control.requests());
    await one.control.reset();
    expect(await one.control.requests()).toEqual([]);
    await one.control.reset({ scenario: 'living', seed: 6 });
    expect(await one.control.requests()).toHaveLength(8);
  });
});

describe('the control API', () => {
  test('adds, changes and removes what the services know', async () => {
    const { control, world } = await started();
    const [client] = await control.clients({ name: 'A', ref: 'a' });
    await control.clients({ id: client?.id ?? 0, inactive: true });
    expect([...world.halo.clients.values()]).toMatchObject([{ name: 'A', ref: 'a', inactive: true }]);
    await control.clients({ id: client?.id ?? 0, remove: true });
    expect(world.halo.clients.size).toBe(0);
    await expect(control.clients({ id: 5, remove: true })).rejects.toThrow('404');
    await expect(control.assets({ inventory_number: 'PC' })).rejects.toThrow('400');
    await control.customers({ displayName: 'New One' });
    expect([...world.idemeum.customers.values()]).toMatchObject([{ name: 'newone' }]);
    await control.agents({ name: 'B', email: 'b@msp.example' });
    expect([...world.halo.agents.values()].map(({ name }) => name)).toContain('B');
  });

  test('decides, changes and dumps', async () => {
    const { control } = await started();
    await control.generate({ customers: 1 });
    const [request] = await control.addRequests({ device: 'PC-7' });
    const id = request?.id ?? '';
    await control.changeRequest(id, { reason: null });
    const decided = await control.decide(id, { status: 'APPROVED', byEmail: 'tina@msp.example' });
    expect(decided).toMatchObject({ device: 'PC-7', reason: null, decision: { scope: 'ONCE' } });
    await expect(control.decide(id, { status: 'DENIED' })).rejects.toThrow('409');
    expect(await control.state()).toMatchObject({ requests: [{ id }], tickets: [], faults: [] });
  });

  test('makes many things at once', async () => {
    const { control, world } = await started();
    await control.generate({ customers: 30, devicesPerCustomer: 2, agents: 4, requests: 100 });
    expect([world.idemeum.customers.size, world.halo.clients.size, world.halo.assets.size]).toEqual([
      30, 30, 60,
    ]);
    expect(world.idemeum.technicians).toHaveLength(4);
    const agents = [...world.halo.agents.values()].map(({ email }) => email);
    expect(world.idemeum.technicians.every(({ email }) => agents.includes(email))).toBe(true);
    expect(world.idemeum.requests.size).toBe(100);
  });

  test('does nothing about what it cannot read', async () => {
    const { sandbox, world } = await started();
    const post = (path: string, body: string) =>
      send(`${sandbox.haloUrl}/_sandbox${path}`, { method: 'POST', body });
    expect((await post('/requests', '{"device":')).status).toBe(400);
    expect((await post('/requests/%zz/decide', '{"status":"DENIED"}')).status).toBe(404);
    expect(world.idemeum.requests.size).toBe(0);
  });

  test('answers this computer only, and only under its own name', async () => {
    const { sandbox } = await started();
    const url = new URL(sandbox.haloUrl);
    const { request } = await import('node:http');
    const status = await new Promise((resolve) => {
      const headers = { host: 'evil.example' };
      request({ host: url.hostname, port: url.port, path: '/_sandbox/state', headers }, (response) => {
        resolve(response.statusCode);
        response.resume();
      }).end();
    });
    expect(status).toBe(403);
  });
});

describe('the sandbox as a process', () => {
  const MAIN = fileURLToPath(new URL('../../electron/sandbox/main.ts', import.meta.url));
  const Ready = z.object({ ready: z.literal(true), haloUrl: z.string(), idemeumUrl: z.string() });

  async function spawned(stdin: 'pipe' | 'ignore' | 'ipc', ...more: string[]) {
    const args = [MAIN, '--scenario', 'empty', ...more];
    const ipc = stdin === 'ipc' ? (['ipc'] as const) : [];
    const stdio = [stdin === 'ipc' ? 'ignore' : stdin, 'pipe', 'ignore', ...ipc] as const;
    const child = spawn(process.execPath, args, { stdio: [...stdio] });
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    const lines = createInterface({ input: child.stdout ?? process.stdin });
    const line = await new Promise<string>((resolve) => lines.once('line', resolve));
    return { child, ended, facts: Ready.parse(JSON.parse(line)) };
  }

  test('says where it is, takes another pace, and ends on SIGTERM', async () => {
    const { child, ended, facts } = await spawned('ignore', '--time-scale', '1000', '--time-epoch', '0');
    const [request] = await controlClient(facts.idemeumUrl).addRequests({});
    expect(request?.createdAt).toBeGreaterThan(Date.now() * 900);
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
  });

  test('ends when its stdin closes', async () => {
    const { child, ended } = await spawned('pipe', '--exit-with-parent');
    child.stdin?.end();
    expect(await ended).toBe(0);
  });

  test('ends when the ipc channel closes, even where stdin was never open', async () => {
    const { child, ended } = await spawned('ipc', '--exit-with-parent');
    child.disconnect();
    expect(await ended).toBe(0);
  });
});
