import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { runCampaign } from './campaign.ts';

test('with every fault on at 10 % and ten kills, 500 requests end as one ticket each, closed once', {
  timeout: 1_000_000,
}, async () => {
  const result = await runCampaign({
    program: fileURLToPath(new URL('../../out/test/companion-process.mjs', import.meta.url)),
    seed: 20_260_301,
    requests: 500,
    kills: 10,
    faultRate: 0.1,
    timeScale: 240,
    patienceSeconds: 900,
  });
  expect(result.wrongs, `see ${result.folder}`).toEqual([]);
  expect(result.kills).toBe(10);
  expect(result.peakInWindow).toBeLessThanOrEqual(300);
});
