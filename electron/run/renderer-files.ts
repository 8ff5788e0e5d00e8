import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { ConfigError, systemErrorCode } from '../settings/config-error.ts';
import { runErrors } from './error-table.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

const NONCE_PLACEHOLDER = /__CSP_NONCE__/gu;
/** Vite puts a hash of the content into the names of what it bundles. */
const HASHED = /^\/assets\/.*-[\w-]{8,}\.\w+$/u;

export interface RendererFile {
  readonly body: Buffer;
  readonly type: string;
  /** The name changes with the content, so a browser may keep it for good. */
  readonly immutable: boolean;
}

export interface RendererFiles {
  /** The page, for one answer: styles carry its nonce. */
  page(nonce: string): string;
  find(urlPath: string): RendererFile | null;
}

/**
 * Reads the built renderer whole. Requests are looked up in this fixed map, so no path in a URL ever reaches the
 * file system. Source maps are not served.
 */
export async function readRenderer(folder: string): Promise<RendererFiles> {
  const files = new Map<string, RendererFile>();
  for (const path of await list(folder)) {
    const type = TYPES[extname(path).toLowerCase()];
    if (type === undefined) continue;
    files.set(path, { body: await readFile(join(folder, path)), type, immutable: HASHED.test(path) });
  }
  const page = files.get('/index.html')?.body.toString('utf8');
  files.delete('/index.html');
  if (page === undefined) throw notBuilt(folder);
  return {
    page: (nonce) => page.replace(NONCE_PLACEHOLDER, nonce),
    find: (urlPath) => files.get(urlPath) ?? null,
  };
}

async function list(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length).replaceAll('\\', '/'))
      .map((path) => (path.startsWith('/') ? path : `/${path}`));
  } catch (error) {
    throw systemErrorCode(error) === 'ENOENT' ? notBuilt(folder) : error;
  }
}

function notBuilt(folder: string): ConfigError {
  return new ConfigError(runErrors.notBuilt(folder));
}
