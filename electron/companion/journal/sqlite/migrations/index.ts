import type { Migration } from 'kysely';
import { up as foundations } from './001-foundations.ts';
import { up as jitAccounts } from './002-jit-accounts.ts';
import { up as auditChain } from './003-audit-chain.ts';
import { up as alerts } from './004-alerts.ts';
import { up as mappingChanges } from './005-mapping-changes.ts';
import { up as requestsByApplication } from './006-requests-by-application.ts';
import { up as search } from './007-search.ts';
import { up as longLife } from './008-long-life.ts';
import { up as openedHere } from './009-opened-here.ts';

/** Every schema version in order. A migration that has been released is never changed, only followed. */
export const migrations: Readonly<Record<string, Migration>> = {
  '001-foundations': { up: foundations },
  '002-jit-accounts': { up: jitAccounts },
  '003-audit-chain': { up: auditChain },
  '004-alerts': { up: alerts },
  '005-mapping-changes': { up: mappingChanges },
  '006-requests-by-application': { up: requestsByApplication },
  '007-search': { up: search },
  '008-long-life': { up: longLife },
  '009-opened-here': { up: openedHere },
};
