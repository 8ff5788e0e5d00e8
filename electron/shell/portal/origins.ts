/** Whether a portal's page may go somewhere; `ask` is for addresses that a person has to know. */
export type PortalVerdict = 'allowed' | 'ask' | 'refused';

/**
 * Where the pages of one tenant's portal may go: to the tenant, to its customers' tenants, and to the identity
 * providers that the technician confirmed. Compared as parsed origins, never as texts.
 * @param tenant the parent tenant's address
 * @param confirmed origins, such as `https://login.microsoftonline.com`
 */
export function judgeAddress(text: string, tenant: URL, confirmed: readonly string[]): PortalVerdict {
  const url = URL.parse(text);
  if (url === null || url.username !== '' || url.password !== '') return 'refused';
  if (isOfTenant(url, tenant)) return 'allowed';
  if (url.protocol !== 'https:') return 'refused';
  return confirmed.includes(url.origin) ? 'allowed' : 'ask';
}

/**
 * The tenant itself, or one of its customers: for the MSP `https://acme.idemeum.com` a customer is
 * `https://<customer>-acme.idemeum.com` (reference: idemeum.md, Tenants).
 */
export function isOfTenant(url: URL, tenant: URL): boolean {
  // A blob: address has the origin of the page that made it, and is none to go to.
  if (url.protocol !== tenant.protocol) return false;
  if (url.origin === tenant.origin) return true;
  if (tenant.protocol !== 'https:' || url.port !== tenant.port) return false;
  const [label = '', ...parents] = url.hostname.split('.');
  const [tenantLabel = '', ...tenantParents] = tenant.hostname.split('.');
  const isSibling = tenantParents.length >= 2 && parents.join('.') === tenantParents.join('.');
  return isSibling && label.endsWith(`-${tenantLabel}`) && label.length > tenantLabel.length + 1;
}

/** The partition that holds one tenant's cookies. Hosts are letters, digits, dots, dashes and a port. */
export function partitionOf(tenant: URL): string {
  return `persist:portal-${tenant.host}`;
}
