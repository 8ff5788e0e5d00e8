import { Button } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { connection } from '../contract-client.ts';
import { t } from '../strings/texts.ts';
import { announce } from './announcer.tsx';

/** Says that what is shown may be old, and what to do about it. Not there while all is well. */
export function ConnectionBanner() {
  const state = useSyncExternalStore(connection.subscribe, connection.state);
  const isBroken = state === 'lost' || state === 'signed-out';
  const wasBroken = useRef(false);
  useEffect(() => {
    if (state === 'connected' && wasBroken.current) announce(t.connection.restored);
    wasBroken.current = isBroken;
  }, [state, isBroken]);
  if (!isBroken) return null;
  const isSignedOut = state === 'signed-out';
  return (
    <div role="alert" className="banner">
      <IconPlugConnectedX aria-hidden size={20} />
      <div className="grow">
        <strong>{isSignedOut ? t.connection.signedOut : t.connection.lost}</strong>
        <div>{isSignedOut ? t.connection.signedOutHelp : t.connection.lostHelp}</div>
      </div>
      <Button size="xs" variant="white" color="dark" onClick={connection.tryNow}>
        {t.connection.tryNow}
      </Button>
    </div>
  );
}
