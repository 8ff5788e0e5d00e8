import type { TrayModel } from './tray-model.ts';

/** More than this is shown as "9+" (build/tray-pictures.mjs). */
const LARGEST_NUMBER = 9;

/** The end of the name of a picture with a number, such as `3` or `more`. */
export function numberName(count: number): string {
  return count > LARGEST_NUMBER ? 'more' : String(count);
}

/** The file that shows the tray as it is. macOS paints template images itself, light or dark. */
export function trayPicture(
  { icon, badge }: Pick<TrayModel, 'icon' | 'badge'>,
  platform: NodeJS.Platform,
  isDark: boolean,
): string {
  if (platform === 'darwin') return `tray-${icon}Template.png`;
  const number = icon === 'pending' ? `-${numberName(badge)}` : '';
  return `tray-${icon}${number}${isDark ? '-dark' : ''}.png`;
}
