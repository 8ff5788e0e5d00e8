import { IconExternalLink } from '@tabler/icons-react';
import type { MouseEvent, ReactNode } from 'react';
import type { OpenTarget } from '../../shared/contract/shell.ts';
import { client, isDesktop, textOf } from '../contract-client.ts';
import { t } from '../strings/texts.ts';
import { tellFailure } from './tell.ts';

const LOOPBACK = /^(?:localhost|\[::1\]|127(?:\.\d{1,3}){3})$/u;

/** The address if it is one to open: https, or http on this very computer. */
export function safeUrl(text: string | null): string | null {
  const url = text === null ? null : URL.parse(text);
  if (!url) return null;
  const isSafe = url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.test(url.hostname));
  return isSafe ? url.href : null;
}

/**
 * A link out of the companion; plain text when its address is none to open.
 * @param target what it leads to: the desktop app opens that itself, and resolves the address again
 */
export function SafeLink({
  href,
  target,
  children,
}: {
  readonly href: string | null;
  readonly target: OpenTarget;
  readonly children: ReactNode;
}) {
  const url = safeUrl(href);
  if (url === null) return <span>{children}</span>;
  const open = (event: MouseEvent) => {
    if (!isDesktop) return;
    event.preventDefault();
    void openInDesktop(target);
  };
  return (
    <a className="link" href={url} target="_blank" rel="noopener noreferrer" onClick={open}>
      {children}
      <IconExternalLink className="icon-inline" size={13} aria-label={t.request.newTab} role="img" />
    </a>
  );
}

/** Has the desktop app open something outside of this window, and says so when it cannot. */
export async function openInDesktop(target: OpenTarget): Promise<void> {
  try {
    const { done, text } = await client.shell.open(target);
    if (!done && text !== null) tellFailure(text);
  } catch (error) {
    tellFailure(textOf(error instanceof Error ? error : new Error(String(error))));
  }
}
