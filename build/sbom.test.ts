import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, hostname, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { billOfMaterials, bundledPlaces } from './sbom.mjs';
import { inRoot } from './steps/paths.mjs';

const Bom = z.object({
  bomFormat: z.literal('CycloneDX'),
  metadata: z.object({ component: z.object({ name: z.string(), version: z.string() }) }),
  components: z.array(
    z.object({
      name: z.string(),
      group: z.string().optional(),
      version: z.string(),
      purl: z.string(),
      'bom-ref': z.string(),
      hashes: z.array(z.object({ alg: z.string(), content: z.string() })).optional(),
      licenses: z.array(z.unknown()).optional(),
    }),
  ),
  dependencies: z.array(z.object({ ref: z.string(), dependsOn: z.array(z.string()).optional() })),
});

const facts = { name: 'idemeum-companion', version: '1.2.3', description: 'x' };
/** One that the lock file counts as a development dependency. */
const bundled = ['node_modules/react', 'node_modules/supports-color'];
let text: string;
let bom: z.infer<typeof Bom>;
beforeAll(async () => {
  const lock = JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8'));
  text = await billOfMaterials(lock, bundled, facts);
  bom = Bom.parse(JSON.parse(text));
});

describe('the bill of materials', () => {
  test('names the product, its runtime and what it is made of, with checksums and licences', () => {
    expect(bom.metadata.component).toMatchObject({ name: facts.name, version: facts.version });
    const refs = bom.components.map((component) => component['bom-ref']);
    expect(refs).toEqual(expect.arrayContaining(['electron', 'react', 'zod', 'keytar', '@orpc/server']));
    expect(refs).not.toContain('vitest');
    for (const { hashes, licenses, purl } of bom.components) {
      expect(hashes, purl).toMatchObject([
        { alg: 'SHA-512', content: expect.stringMatching(/^[0-9a-f]{128}$/u) },
      ]);
      expect(licenses, purl).toHaveLength(1);
    }
  });

  test('knows a package that is installed under another name by its own', () => {
    const keytar = bom.components.find((component) => component['bom-ref'] === 'keytar');
    expect(keytar).toMatchObject({ group: '@github', name: 'keytar' });
    expect(keytar?.purl).toMatch(/^pkg:npm\/%40github\/keytar@\d/u);
  });

  test('says who needs whom, and speaks of nobody who is not in it', () => {
    const refs = new Set([facts.name, ...bom.components.map((component) => component['bom-ref'])]);
    const app = bom.dependencies.find(({ ref }) => ref === facts.name);
    expect(app?.dependsOn).toEqual(expect.arrayContaining(['electron', 'react', 'kysely']));
    for (const { ref, dependsOn = [] } of bom.dependencies) {
      for (const other of [ref, ...dependsOn]) expect(refs.has(other), other).toBe(true);
    }
  });

  test('names no registry, no address and nothing of this machine', () => {
    expect(text).not.toMatch(/registry|resolved/iu);
    expect(text.match(/https?:\/\/[^"]+/gu) ?? []).toEqual([
      'http://cyclonedx.org/schema/bom-1.6.schema.json',
    ]);
    expect(text).not.toContain(inRoot());
    expect(text).not.toContain(homedir());
    expect(text).not.toContain(hostname());
  });

  test('leaves out nothing whose code is in a bundle', () => {
    const refs = new Set(bom.components.map((component) => component['bom-ref']));
    const missing = bundled.filter((place) => !refs.has(place.replaceAll('node_modules/', '/').slice(1)));
    expect(missing).toEqual([]);
    expect(refs).toContain('supports-color');
  });
});

describe('packages in the bundles', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'sbom-'));
    const write = (file: string, sources: readonly string[]) => {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), JSON.stringify({ sources }));
    };
    write('main.mjs.map', ['../electron/main.ts', '../node_modules/zod/v4/index.js']);
    write('chunks/a.mjs.map', [
      '../../node_modules/@a/b/index.js',
      '../../node_modules/c/node_modules/d/x.js',
    ]);
    write('renderer/assets/b.js.map', ['../../../node_modules/react/index.js']);
    write('bench.mjs.map', ['../node_modules/vitest/index.js']);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('are read from the maps of what is shipped', () => {
    expect(bundledPlaces(folder)).toEqual([
      'node_modules/@a/b',
      'node_modules/c/node_modules/d',
      'node_modules/react',
      'node_modules/zod',
    ]);
  });
});
