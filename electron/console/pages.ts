import type { Told } from '../companion/ports/told.ts';
import { consoleErrors } from './error-table.ts';

/** Plain pages in plain words, for a browser that may not see the window (yet). They need no script and no style. */

export const LINK_USED_PAGE = page('This link no longer works', consoleErrors.linkUsed());
export const SIGN_IN_PAGE = page('Open the companion by its link', consoleErrors.notSignedIn());
export const WRONG_HOST_PAGE = page('Not this way', consoleErrors.wrongHost());
export const FOREIGN_PAGE = page('Not from another page', consoleErrors.foreign());
export const NOT_FOUND_PAGE = page('Nothing here', consoleErrors.nothingHere());
export const METHOD_PAGE = page('Not this way', consoleErrors.onlyGet());

function page(title: string, { text }: Told): string {
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
    `<title>${title} – idemeum Companion</title></head>`,
    `<body><h1>${title}</h1>\n<p>${text}</p></body>`,
    '</html>',
    '',
  ].join('\n');
}
