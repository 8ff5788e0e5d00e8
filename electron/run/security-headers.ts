/**
 * Headers of every answer. Nothing is allowed but what the window needs; there is no CORS header anywhere, so that
 * no other page can read an answer.
 * @param host where the page's WebSocket goes, with its port; null for a page that has none.
 * @param nonce for the style elements of this one page; null for anything that is not our page.
 */
export function securityHeaders(host: string | null, nonce: string | null): Readonly<Record<string, string>> {
  return {
    'Content-Security-Policy': contentSecurityPolicy(host, nonce),
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
  };
}

function contentSecurityPolicy(host: string | null, nonce: string | null): string {
  if (nonce === null)
    return "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    // Not every browser counts a WebSocket to the same host as 'self'.
    host === null ? "connect-src 'self'" : `connect-src 'self' ws://${host}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
