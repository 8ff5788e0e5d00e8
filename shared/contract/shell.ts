import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { Destination } from '../domain/destination.ts';
import { EpochMs } from '../domain/elevation-request.ts';
import { Nothing } from './nothing.ts';

/** Something outside of the window, named by what it is: addresses are resolved by the main process. */
export const OpenTarget = z.discriminatedUnion('what', [
  z.object({ what: z.literal('ticket'), requestId: z.string().min(1).max(500) }),
  z.object({ what: z.literal('request-in-portal'), requestId: z.string().min(1).max(500) }),
  /** The portal of the MSP's own tenant. */
  z.object({ what: z.literal('portal') }),
  /** A customer's page there, where access is requested. */
  z.object({ what: z.literal('portal-of-customer'), customerKey: z.string().min(1).max(500) }),
  z.object({ what: z.literal('halo-ticket'), haloTicketId: z.number().int().positive() }),
  z.object({ what: z.literal('log') }),
  /** A place in the big window, for the panel beside the tray. */
  z.object({ what: z.literal('place'), place: Destination.nullable() }),
]);
export type OpenTarget = z.infer<typeof OpenTarget>;

/** A kept web session of an idemeum portal. */
export const PortalSessionRow = z.object({
  tenant: z.string(),
  state: z.enum(['signed-in', 'signed-out', 'unknown']),
  signedInAt: EpochMs.nullable(),
  endsAt: EpochMs.nullable(),
});

const Done = z.object({ done: z.boolean(), text: z.string().nullable() });

/** A proxy between this computer and the services that wants to know who is there. */
export const ProxyQuestion = z.object({ id: z.number().int(), host: z.string(), realm: z.string() });
export type ProxyQuestion = z.infer<typeof ProxyQuestion>;

export const shell = {
  /** Where this window is shown: in the desktop app, or in a browser by the console. */
  facts: oc.input(Nothing).output(z.object({ kind: z.enum(['desktop', 'console']) })),
  /** What the window is to show, whenever something outside of it (tray, notification, link) says so. */
  destinations: oc.input(Nothing).output(eventIterator(Destination)),
  /** Opens something in the browser or in a portal window; in the console the window has links for that. */
  open: oc.input(OpenTarget).output(Done),
  portals: oc.input(Nothing).output(z.array(PortalSessionRow)),
  signOut: oc.input(z.object({ tenant: z.string().min(1).max(300) })).output(Done),
  proxyQuestion: oc.input(Nothing).output(ProxyQuestion.nullable()),
  /** Null for both gives up. What is typed goes into memory only, and never comes back. */
  answerProxy: oc
    .input(
      z.object({
        id: z.number().int(),
        username: z.string().max(300).nullable(),
        password: z.string().max(1_000).nullable(),
      }),
    )
    .output(Done),
};
