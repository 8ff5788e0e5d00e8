import { Modal } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { t } from '../strings/texts.ts';

interface Props {
  readonly title: string;
  readonly size: 'xs' | 'sm' | 'md' | 'lg';
  readonly onClose: () => void;
  /** Where the focus goes afterwards; left out: to where it came from. */
  readonly returnTo?: string;
  readonly children: ReactNode;
}

/** A dialog for as long as it is mounted. */
export function Dialog({ title, size, onClose, returnTo, children }: Props) {
  // Asked while rendering: once it has rendered, the focus is inside.
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      const target = returnTo === undefined ? before : document.getElementById(returnTo);
      if (target instanceof HTMLElement) target.focus();
    },
    [before, returnTo],
  );
  return (
    <Modal
      opened
      onClose={onClose}
      title={<bdi>{title}</bdi>}
      size={size}
      returnFocus={false}
      closeButtonProps={{ 'aria-label': t.close }}
    >
      {children}
    </Modal>
  );
}
