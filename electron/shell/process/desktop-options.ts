import { parseArgs } from 'node:util';
import { deepLinkIn } from './deep-link.ts';

/** What a start of the desktop app was asked for. */
export interface DesktopOptions {
  /** Null: the operating system's usual place. */
  readonly data: string | null;
  readonly config: string | null;
  readonly sandbox: boolean;
  /** Start into the tray, without a window. */
  readonly hidden: boolean;
  readonly deepLink: string | null;
}

/**
 * Reads the arguments of a start. Operating systems and Chromium add arguments of their own, so what is not ours is
 * passed over instead of refused. Anybody can make a link, and what comes behind one may have come with it: options
 * count before a link only.
 */
export function parseDesktopOptions(argv: readonly string[]): DesktopOptions {
  const deepLink = deepLinkIn(argv);
  const { values } = parseArgs({
    args: deepLink === null ? [...argv] : argv.slice(0, argv.indexOf(deepLink)),
    options: {
      data: { type: 'string' },
      config: { type: 'string' },
      sandbox: { type: 'boolean' },
      hidden: { type: 'boolean' },
    },
    strict: false,
    allowPositionals: true,
  });
  const text = (value: string | boolean | undefined) =>
    typeof value === 'string' && value.trim() !== '' ? value : null;
  return {
    data: text(values.data),
    config: text(values.config),
    sandbox: values.sandbox === true,
    hidden: values.hidden === true,
    deepLink,
  };
}
