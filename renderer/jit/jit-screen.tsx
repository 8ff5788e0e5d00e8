import './jit.css';
import { useState } from 'react';
import type { Access } from './access.ts';
import { ConfirmBar } from './confirm-bar.tsx';
import { CurrentGrants } from './current-grants.tsx';
import { PastGrants } from './past-grants.tsx';
import { openPortal } from './portal.ts';
import { RequestAccess } from './request-access.tsx';

/** Accounts that run, with the time they have left, and the way to a new one. */
export function JitScreen() {
  const [access, setAccess] = useState<Access | null>(null);
  const begin = (granted: Access) => {
    setAccess(granted);
    void openPortal(granted);
  };
  return (
    <>
      {access && <ConfirmBar key={access.customerKey} access={access} onClose={() => setAccess(null)} />}
      <CurrentGrants onExtend={begin} />
      <RequestAccess onAccess={begin} />
      <PastGrants />
    </>
  );
}
