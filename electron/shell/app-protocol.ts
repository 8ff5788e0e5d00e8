import { randomBytes } from 'node:crypto';
import type { Session } from 'electron';
import type { RendererFile, RendererFiles } from '../run/renderer-files.ts';
import { securityHeaders } from '../run/security-headers.ts';
import type { ElectronParts } from './electron-parts.ts';

const APP_SCHEME = 'app';
const APP_HOST = 'companion';
/** The origin of our own pages. Nothing else may speak to the main process. */
export const APP_ORIGIN = `${APP_SCHEME}://${APP_HOST}`;

/** Has to be called before Electron is ready. */
export function registerAppScheme(protocol: ElectronParts['protocol']): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** The address of one of our screens, such as `app://companion/#/requests`; `/` is where the window begins by itself. */
export function appUrl(route: string): string {
  return `${APP_ORIGIN}/#${route}`;
}

/** Whether an address is on our own origin. Custom schemes have no origin in `URL`, so the parts are compared. */
export function isAppUrl(text: string): boolean {
  const url = URL.parse(text);
  return url?.protocol === `${APP_SCHEME}:` && url.host === APP_HOST;
}

/** Serves the window's files, and only those, to one session. */
export function serveApp(session: Session, renderer: RendererFiles): void {
  session.protocol.handle(APP_SCHEME, (request) => answer(request, renderer));
}

function answer(request: GlobalRequest, renderer: RendererFiles): Response {
  const url = URL.parse(request.url);
  if (url?.host !== APP_HOST || request.method !== 'GET') return new Response(null, { status: 404 });
  if (url.pathname === '/') return page(renderer);
  const file = renderer.find(url.pathname);
  return file === null ? new Response(null, { status: 404, headers: headersFor(null) }) : fileAnswer(file);
}

function page(renderer: RendererFiles): Response {
  const nonce = randomBytes(16).toString('base64url');
  const headers = { ...headersFor(nonce), 'Content-Type': 'text/html; charset=utf-8' };
  return new Response(renderer.page(nonce), { headers });
}

function fileAnswer({ body, type }: RendererFile): Response {
  return new Response(new Uint8Array(body), { headers: { ...headersFor(null), 'Content-Type': type } });
}

function headersFor(nonce: string | null): Record<string, string> {
  return { ...securityHeaders(null, nonce), 'Cache-Control': 'no-store' };
}
