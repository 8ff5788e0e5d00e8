import { isDesktop } from '../contract-client.ts';
import { openInDesktop, safeUrl } from '../ui/safe-link.tsx';
import type { Access } from './access.ts';

/** Opens the customer's page of the portal: in the kept session by the desktop app, else in a tab of the browser. */
export async function openPortal(access: Access): Promise<void> {
  if (!isDesktop) {
    const url = safeUrl(access.portalUrl);
    if (url !== null) window.open(url, '_blank', 'noopener,noreferrer');
    return;
  }
  await openInDesktop({ what: 'portal-of-customer', customerKey: access.customerKey });
}
