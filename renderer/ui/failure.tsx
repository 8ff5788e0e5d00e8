import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { textOf } from '../contract-client.ts';
import { t } from '../strings/texts.ts';

/** Something could not be loaded: says why, and offers to try again. */
export function Failure({ error, onRetry }: { readonly error: Error; readonly onRetry: () => void }) {
  return (
    <div role="alert" className="failure">
      <IconAlertTriangle aria-hidden size={20} />
      <div className="grow">
        <strong>{t.failedTitle}</strong>
        <p className="wrap">{textOf(error)}</p>
      </div>
      <Button size="xs" variant="default" onClick={onRetry}>
        {t.tryAgain}
      </Button>
    </div>
  );
}
