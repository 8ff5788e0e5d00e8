import { activity } from './contract/activity.ts';
import { alerts } from './contract/alerts.ts';
import { companion } from './contract/companion.ts';
import { health } from './contract/health.ts';
import { jit } from './contract/jit.ts';
import { mapping } from './contract/mapping.ts';
import { outbox } from './contract/outbox.ts';
import { quarantine } from './contract/quarantine.ts';
import { requests } from './contract/requests.ts';
import { settings } from './contract/settings.ts';
import { shell } from './contract/shell.ts';

/** The contract between the companion and its renderer: every message in either direction is parsed by it. */
export const contract = {
  companion,
  requests,
  jit,
  alerts,
  outbox,
  quarantine,
  mapping,
  shell,
  activity,
  settings,
  health,
};
export type Contract = typeof contract;
