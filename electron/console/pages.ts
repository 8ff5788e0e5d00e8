/** Plain pages in plain words, for a browser that may not see the window (yet). They need no script and no style. */

const HOW_TO_GET_A_LINK =
  'To get a new link, press Enter in the terminal in which the companion runs, or start the companion again.';

export const LINK_USED_PAGE = page(
  'This link no longer works',
  'A link to the companion works once, and for ten minutes. This one was used before, or is too old.',
  HOW_TO_GET_A_LINK,
);

export const SIGN_IN_PAGE = page(
  'Open the companion by its link',
  'This browser is not signed in to the companion. The companion prints a link in its terminal when it starts; only a browser that opened this link may use it.',
  HOW_TO_GET_A_LINK,
);

export const WRONG_HOST_PAGE = page(
  'Not this way',
  'The companion answers on this computer only, under the address that it printed in its terminal.',
);

export const FOREIGN_PAGE = page(
  'Not from another page',
  'The companion takes no requests that come from other web pages.',
);

export const NOT_FOUND_PAGE = page('Nothing here', 'The companion has nothing at this address.');

export const METHOD_PAGE = page('Not this way', 'The companion only answers GET here.');

function page(title: string, ...paragraphs: readonly string[]): string {
  const body = paragraphs.map((text) => `<p>${text}</p>`).join('\n');
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
    `<title>${title} – idemeum Companion</title></head>`,
    `<body><h1>${title}</h1>\n${body}</body>`,
    '</html>',
    '',
  ].join('\n');
}
