import { z } from 'zod';
import {
  type AgentSeed,
  type AssetSeed,
  type BigWorldSize,
  CallsState,
  type ClientSeed,
  type ConfigurationChange,
  type CustomerSeed,
  type DecisionSeed,
  type FaultsChange,
  JitAccountState,
  type JitSeed,
  JitState,
  type RequestSeed,
  RequestState,
  type Reset,
  type TicketClosing,
  type TicketSeed,
  TicketState,
} from './control/control-schemas.ts';
import type { FaultRule } from './faults.ts';
import type { SettingsChange } from './settings.ts';

const Numbered = z.array(z.looseObject({ id: z.int() }));
const Named = z.array(z.looseObject({ id: z.string() }));

/**
 * Steers a sandbox over HTTP, from whatever process. Each method throws an Error with the sandbox's own words when
 * it is refused.
 * @param url of either service
 */
export function controlClient(url: string) {
  const call = async (method: 'GET' | 'POST', path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(new URL(`/_sandbox${path}`, url), {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    const answer: unknown = JSON.parse(text);
    return answer;
  };
  const post = (path: string, body?: unknown) => call('POST', path, body);
  return {
    state: () => call('GET', '/state'),
    requests: async () => z.array(RequestState).parse(await call('GET', '/requests')),
    addRequests: async (...seeds: readonly RequestSeed[]) =>
      z.array(RequestState).parse(await post('/requests', seeds)),
    changeRequest: async (id: string, changes: Omit<RequestSeed, 'id'>) =>
      RequestState.parse(await post(`/requests/${encodeURIComponent(id)}`, changes)),
    decide: async (id: string, decision: DecisionSeed) =>
      RequestState.parse(await post(`/requests/${encodeURIComponent(id)}/decide`, decision)),
    tickets: async () => z.array(TicketState).parse(await call('GET', '/tickets')),
    addTickets: async (...seeds: readonly TicketSeed[]) =>
      z.array(TicketState).parse(await post('/tickets', seeds)),
    closeTicket: async (id: number, closing: TicketClosing = {}) =>
      TicketState.parse(await post(`/tickets/${id}/close`, closing)),
    deleteTicket: (id: number) => post(`/tickets/${id}/delete`),
    clients: async (...seeds: readonly ClientSeed[]) => Numbered.parse(await post('/clients', seeds)),
    assets: async (...seeds: readonly AssetSeed[]) => Numbered.parse(await post('/assets', seeds)),
    agents: async (...seeds: readonly AgentSeed[]) => Numbered.parse(await post('/agents', seeds)),
    customers: async (...seeds: readonly CustomerSeed[]) => Named.parse(await post('/customers', seeds)),
    faults: (change: FaultsChange) => post('/faults', change),
    failNext: (...rules: readonly FaultRule[]) => post('/faults', { failNext: rules }),
    clearFaults: () => post('/faults', { rules: [] }),
    settings: (change: SettingsChange) => post('/settings', change),
    configuration: (change: ConfigurationChange) => post('/configuration', change),
    /** Every token that was ever issued. */
    tokens: async () => z.array(z.string()).parse(await call('GET', '/tokens')),
    /** Requests that nobody has decided, or that have no closed ticket yet. */
    unsettled: async () => z.array(z.string()).parse(await call('GET', '/unsettled')),
    revokeTokens: (service?: 'halo' | 'idemeum') => post('/tokens/revoke', { service }),
    reset: (to: Reset = {}) => post('/reset', to),
    generate: (size: BigWorldSize) => post('/generate', size),
    /** Moves the sandbox's time forward. */
    advance: (ms: number) => post('/time/advance', { ms }),
    calls: async () => CallsState.parse(await call('GET', '/calls')),
    jit: async () => JitState.parse(await call('GET', '/jit')),
    jitAccounts: async () => JitAccountState.parse(await call('GET', '/jit/accounts')),
    enableJitAccounts: (...seeds: readonly JitSeed[]) => post('/jit/accounts', seeds),
  };
}
