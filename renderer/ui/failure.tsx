import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { textOf } from '../contract-client.ts';
import { t } from '../strings/texts.ts';

/** Something could not be read: says why, and offers to try again. */
export function Failure({ error, onRetry }: { readonly error: Error; readonly onRetry: () => void }) {
  return <Failed text={textOf(error)} onRetry={onRetry} />;
}

/** The same where the reason is known in words. */
export function Failed({ text, onRetry }: { readonly text: string; readonly onRetry: () => void }) {
  return (
    <div role="alert" className="failure">
      <IconAlertTriangle aria-hidden size={20} />
      <div className="grow">
        <strong>{t.failedTitle}</strong>
        <p className="wrap">{text}</p>
      </div>
      <Button size="xs" variant="default" onClick={onRetry}>
        {t.tryAgain}
      </Button>
    </div>
  );
}
