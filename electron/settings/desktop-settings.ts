import { z } from 'zod';

/** An address by its origin only: https, without a path. */
const Origin = z.string().superRefine((text, context) => {
  const url = URL.parse(text);
  const isOrigin = url !== null && url.protocol === 'https:' && url.origin === text.replace(/\/$/u, '');
  if (!isOrigin) context.addIssue({ code: 'custom', message: 'no https address without a path' });
});

/** Settings that only the desktop app has, as one source may hold them. */
export const DesktopLayer = {
  desktop: z
    .object({
      startAtLogin: z.boolean(),
      /** Null: a locked device ends no JIT account. */
      disableJitAfterLockMinutes: z.number().int().min(1).max(1_440).nullable(),
    })
    .partial(),
  portal: z
    .object({
      sessionHours: z.number().min(0.25).max(720),
      signOutOnLock: z.boolean(),
      identityProviders: z.array(Origin).max(50),
    })
    .partial(),
  updates: z
    .object({
      enabled: z.boolean(),
      feedUrl: z.string().superRefine((text, context) => {
        if (URL.parse(text)?.protocol !== 'https:')
          context.addIssue({ code: 'custom', message: 'no https address' });
      }),
    })
    .partial(),
};

/** The same with what applies where nothing is said. */
export const DesktopSettings = z.object({
  desktop: z
    .object({
      startAtLogin: z.boolean().default(false),
      disableJitAfterLockMinutes: z.number().nullable().default(30),
    })
    .prefault({}),
  portal: z
    .object({
      /** The tenant's session length (reference: idemeum.md: 8 hours by default, up to 30 days). */
      sessionHours: z.number().default(8),
      signOutOnLock: z.boolean().default(false),
      /** Where portals may go to sign people in, without asking. */
      identityProviders: z.array(z.string()).default([]),
    })
    .prefault({}),
  updates: z
    .object({ enabled: z.boolean().default(false), feedUrl: z.string().nullable().default(null) })
    .prefault({}),
});
export type DesktopSettings = z.infer<typeof DesktopSettings>;

/** What the fields of these sections should hold, in words. */
export const DESKTOP_EXPECTED: readonly (readonly [string, string])[] = [
  ['desktop.disableJitAfterLockMinutes', 'a whole number of minutes from 1 to 1440, or null for never'],
  ['portal.sessionHours', 'a number of hours from 0.25 to 720'],
  ['portal.identityProviders', 'a list of at most 50 addresses such as "https://login.example.com"'],
  ['updates.feedUrl', 'the https address of the folder with the updates'],
];
