import type { Cookie, Cookies } from 'electron';
import { isOfTenant } from './origins.ts';

/**
 * Lets those cookies of a portal that name no end live as long as its session. Chromium drops them with every quit, and a
 * technician who restarts the companion would have to sign in again, hours before the tenant wants that.
 * @param endsAt when the session ends, epoch ms
 */
export async function keepCookies(
  cookies: Pick<Cookies, 'get' | 'set'>,
  tenant: URL,
  endsAt: number,
): Promise<void> {
  for (const cookie of await cookies.get({})) {
    const url = cookie.session === true ? addressOf(cookie, tenant) : null;
    // What an identity provider forgets with a quit is to be forgotten.
    if (url === null || !isOfTenant(url, tenant)) continue;
    const { name, value, sameSite, path = '/', secure = false, httpOnly = false } = cookie;
    const domain = cookie.hostOnly === true || cookie.domain === undefined ? {} : { domain: cookie.domain };
    const kept = { url: url.href, name, value, path, secure, httpOnly, sameSite, ...domain };
    await cookies.set({ ...kept, expirationDate: endsAt / 1_000 });
  }
}

/** Where a cookie is sent to; for one of a domain above the tenant's, the tenant. */
function addressOf({ domain = '', path = '/' }: Cookie, tenant: URL): URL | null {
  const host = domain.replace(/^\./u, '');
  const at = tenant.hostname.endsWith(`.${host}`) ? tenant.hostname : host;
  const port = tenant.port === '' ? '' : `:${tenant.port}`;
  return URL.parse(path, `${tenant.protocol}//${at}${port}`);
}
