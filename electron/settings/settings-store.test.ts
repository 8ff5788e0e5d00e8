import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openSettingsStore } from './settings-store.ts';

const NOW = Date.UTC(2026, 0, 2, 3, 4, 5);
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'settings-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('keeps what was chosen beside what is there', async () => {
  const file = join(folder, 'settings.json');
  await writeFile(file, '\uFEFF{"halo":{"url":"https://a.example"}}\r\n');
  const store = openSettingsStore(folder, NOW);
  expect(store).toMatchObject({ setAside: null, layer: { raw: { halo: { url: 'https://a.example' } } } });
  store.saveTicketMaker('connector');
  expect(openSettingsStore(folder, NOW).layer.raw).toEqual({
    halo: { url: 'https://a.example' },
    ticket: { madeBy: 'connector' },
  });
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

it('makes no file before there is something to keep', async () => {
  expect(openSettingsStore(folder, NOW).layer.raw).toEqual({});
  expect(await readdir(folder)).toEqual([]);
});

it.each(['{"halo":', '[]', '{"ticket":{"madeBy":"nobody"}}', '{"halo":{"clientSecret":"planted"}}'])(
  'sets a broken file aside and says so: %s',
  async (content) => {
    await writeFile(join(folder, 'settings.json'), content);
    const { layer, setAside, saveTicketMaker } = openSettingsStore(folder, NOW);
    const kept = 'settings.json.broken-2026-01-02T03-04-05-000Z';
    expect(layer.raw).toEqual({});
    expect(setAside?.text).toContain(join(folder, kept));
    expect(setAside?.text).not.toContain('planted');
    expect(await readFile(join(folder, kept), 'utf8')).toBe(content);
    saveTicketMaker('companion');
    expect(JSON.parse(await readFile(join(folder, 'settings.json'), 'utf8'))).toEqual({
      ticket: { madeBy: 'companion' },
    });
  },
);
