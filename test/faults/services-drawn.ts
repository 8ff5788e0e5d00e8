import type { SettingsChange } from '../../electron/sandbox/settings.ts';

/** Services as some MSP might have them: every trait is one that a companion has to live with. */
export function drawServices(random: () => number): SettingsChange {
  const one = <T>(first: T, ...others: readonly T[]): T =>
    [first, ...others][Math.floor(random() * (others.length + 1))] ?? first;
  const lists = [
    'Client',
    'Asset',
    'Agent',
    'TicketType',
    'Status',
    'Category',
    'Lookup',
    'Tickets',
  ] as const;
  return {
    halo: {
      searchLagMs: Math.round(random() * 8_000),
      searchLagOn: one('searches', 'listsButIds', 'lists'),
      bareArrays: lists.filter(() => random() < 0.4),
      recordCount: one('right', 'right', 'missing', 'ofPage'),
      idsAs: one('number', 'text'),
      flagsAs: one('boolean', 'boolean', 'text', 'number'),
      clientPageCap: one(100, 50, 5),
      assetPageCap: one(100, 50, 3),
      ticketPageCap: one(100, 50, 25),
      pageSizeOverCap: one('capped', 'capped', 'refused'),
      lastUpdateFilter: one('honoured', 'ignored', 'refused'),
      listsCarryThirdPartyId: random() < 0.5,
      categoryIn: one('both', 'value', 'category_name'),
      allowedStatusAs: one('objects', 'ids', 'list', 'absent'),
      postAnswer: one('object', 'array', 'envelope'),
      missingTicketStatus: one(404, 400, 403),
      refusalShape: 'mixed',
      closeWays: one('both', 'both', 'ticket', 'action'),
      closeRefusal: one('loud', 'silent'),
      retryAfterSeconds: one(null, 5),
      rateCountsRefused: random() < 0.5,
      tokenLifeSeconds: one(3_600, 300),
    },
    idemeum: {
      customerPageCap: one(50, 10),
      requestPageCap: one(100, 50),
      nextPageAs: one('number', 'text'),
      lastPageAs: one('null', 'absent', 'emptyText'),
      cursorIs: one('inclusive', 'exclusive'),
      timesAs: one('milliseconds', 'seconds', 'offset'),
      timestampStepMs: one(1, 1_000),
      jitAnswer: one('none', 'empty', 'json', 'text'),
      jitUnknownAccount: one('success', 'not-found'),
      // Nothing but the companion ends an account within a campaign.
      jitLifeMs: 90 * 86_400_000,
      expireAfterMs: 90 * 86_400_000,
    },
  };
}
