import { Button, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { t } from '../strings/texts.ts';

/** A value to be taken somewhere else, with a button that copies it. */
export function CopyField({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <div className="copy-field">
      <span className="dim">{label}</span>
      <code className="wrap grow">{value}</code>
      <CopyButton value={value} timeout={2_000}>
        {({ copied, copy }) => (
          <Button
            size="compact-sm"
            variant="default"
            aria-label={`${t.copy.copy}: ${label}`}
            leftSection={copied ? <IconCheck aria-hidden size={14} /> : <IconCopy aria-hidden size={14} />}
            onClick={copy}
          >
            <span aria-live="polite">{copied ? t.copy.copied : t.copy.copy}</span>
          </Button>
        )}
      </CopyButton>
    </div>
  );
}
