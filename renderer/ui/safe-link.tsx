import { Anchor, type AnchorProps } from '@mantine/core';
import type { ReactNode } from 'react';

/** True for https, and for http on this very computer. Anything else an address could be is not opened. */
export function isSafeUrl(text: string | null): text is string {
  const url = text === null ? null : URL.parse(text);
  if (url?.protocol === 'https:') return true;
  return url?.protocol === 'http:' && /^(localhost|\[::1\]|127(\.\d{1,3}){3})$/u.test(url.hostname);
}

/** A link out of the companion; plain text when its address is none to open. */
export function SafeLink({
  href,
  children,
  ...props
}: { href: string | null; children: ReactNode } & AnchorProps) {
  if (!isSafeUrl(href)) return <>{children}</>;
  return (
    <Anchor href={href} target="_blank" rel="noopener noreferrer" underline="always" {...props}>
      {children}
    </Anchor>
  );
}
