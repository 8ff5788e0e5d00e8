import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { textOf } from '../contract-client.ts';
import { en } from '../strings/en.ts';

/** Something could not be loaded: says why, and offers to try again. */
export function Failure({ error, onRetry }: { readonly error: Error; readonly onRetry: () => void }) {
  return (
    <div role="alert" className="failure">
      <IconAlertTriangle aria-hidden size={20} />
      <div className="grow">
        <strong>{en.failedTitle}</strong>
        <p className="wrap">{textOf(error)}</p>
      </div>
      <Button size="xs" variant="default" onClick={onRetry}>
        {en.tryAgain}
      </Button>
    </div>
  );
}
