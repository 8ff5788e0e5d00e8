import { client, isDesktop, textOf } from '../contract-client.ts';
import { safeUrl } from '../ui/safe-link.tsx';
import { tellFailure } from '../ui/tell.ts';
import type { Access } from './access.ts';

/** Opens the customer's page of the portal: in the kept session by the desktop app, else in a tab of the browser. */
export async function openPortal(access: Access): Promise<void> {
  if (!isDesktop) {
    const url = safeUrl(access.portalUrl);
    if (url !== null) window.open(url, '_blank', 'noopener,noreferrer');
    return;
  }
  try {
    const { customerKey } = access;
    const { done, text } = await client.shell.open({ what: 'portal-of-customer', customerKey });
    if (!done && text !== null) tellFailure(text);
  } catch (error) {
    tellFailure(textOf(error instanceof Error ? error : new Error(String(error))));
  }
}
