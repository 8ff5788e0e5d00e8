import { Button } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { connection } from '../contract-client.ts';
import { en } from '../strings/en.ts';
import { announce } from './announcer.tsx';

/** Says that what is shown may be old, and what to do about it. Not there while all is well. */
export function ConnectionBanner() {
  const state = useSyncExternalStore(connection.subscribe, connection.state);
  const isBroken = state === 'lost' || state === 'signed-out';
  const wasBroken = useRef(false);
  useEffect(() => {
    if (state === 'connected' && wasBroken.current) announce(en.connection.restored);
    wasBroken.current = isBroken;
  }, [state, isBroken]);
  if (!isBroken) return null;
  const isSignedOut = state === 'signed-out';
  return (
    <div role="alert" className="banner">
      <IconPlugConnectedX aria-hidden size={20} />
      <div className="grow">
        <strong>{isSignedOut ? en.connection.signedOut : en.connection.lost}</strong>
        <div>{isSignedOut ? en.connection.signedOutHelp : en.connection.lostHelp}</div>
      </div>
      <Button size="xs" variant="white" color="dark" onClick={connection.tryNow}>
        {en.connection.tryNow}
      </Button>
    </div>
  );
}
