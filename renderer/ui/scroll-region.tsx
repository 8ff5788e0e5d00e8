import { Box } from '@mantine/core';
import type { ReactNode } from 'react';

interface Props {
  readonly label: string;
  readonly className: string;
  readonly children: ReactNode;
}

/** A part of the page that scrolls by itself, and so has to be reached by keyboard (WCAG 2.1.1). */
export function ScrollRegion({ label, className, children }: Props) {
  return (
    <Box component="section" className={className} tabIndex={0} aria-label={label}>
      {children}
    </Box>
  );
}
