import { ActionIcon, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { t } from '../strings/texts.ts';
import { announce } from './announcer.tsx';

/** A small button behind a value that takes it somewhere else. */
export function CopyIcon({ label, value }: { readonly label: string; readonly value: string }) {
  const name = `${t.copy.copy}: ${label}`;
  return (
    <CopyButton value={value} timeout={2_000}>
      {({ copied, copy }) => (
        <ActionIcon
          size={20}
          variant="subtle"
          color="gray"
          aria-label={name}
          title={name}
          onClick={() => {
            copy();
            announce(t.copy.copied);
          }}
        >
          {copied ? <IconCheck aria-hidden size={13} /> : <IconCopy aria-hidden size={13} />}
        </ActionIcon>
      )}
    </CopyButton>
  );
}
