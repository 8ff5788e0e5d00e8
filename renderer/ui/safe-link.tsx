import { IconExternalLink } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { en } from '../strings/en.ts';

const LOOPBACK = /^(?:localhost|\[::1\]|127(?:\.\d{1,3}){3})$/u;

/** The address if it is one to open: https, or http on this very computer. */
export function safeUrl(text: string | null): string | null {
  const url = text === null ? null : URL.parse(text);
  if (!url) return null;
  const isSafe = url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.test(url.hostname));
  return isSafe ? url.href : null;
}

/** A link out of the companion; plain text when its address is none to open. */
export function SafeLink({ href, children }: { readonly href: string | null; readonly children: ReactNode }) {
  const url = safeUrl(href);
  if (url === null) return <span>{children}</span>;
  return (
    <a className="link" href={url} target="_blank" rel="noopener noreferrer">
      {children}
      <IconExternalLink className="icon-inline" size={13} aria-label={en.request.newTab} role="img" />
    </a>
  );
}
