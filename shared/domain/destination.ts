import { z } from 'zod';

/** What the window is to show: where a notification, the tray, a deep link or another screen leads. */
export const Destination = z.discriminatedUnion('screen', [
  z.object({ screen: z.literal('requests') }),
  z.object({ screen: z.literal('request'), requestId: z.string().min(1).max(500) }),
  z.object({ screen: z.literal('needs-attention') }),
  z.object({ screen: z.literal('mapping') }),
  z.object({ screen: z.literal('customer'), customerKey: z.string().min(1).max(600) }),
  z.object({ screen: z.literal('jit') }),
  z.object({ screen: z.literal('sessions') }),
  z.object({ screen: z.literal('settings') }),
]);
export type Destination = z.infer<typeof Destination>;
