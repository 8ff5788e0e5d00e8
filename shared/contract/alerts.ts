import { oc } from '@orpc/contract';
import { z } from 'zod';
import { AlertResult, ToldAlert } from '../domain/alert.ts';
import { Nothing } from './nothing.ts';

export const alerts = {
  /** What was told outside of the window and what was not, with the reason; newest first. */
  recent: oc
    .input(z.object({ limit: z.number().int().min(1).max(200).default(50) }))
    .output(z.array(ToldAlert)),
  /** Shows a notification now. */
  test: oc.input(Nothing).output(AlertResult),
};
