import { readFileSync } from 'node:fs';

/** The two ends of a connection, as node:net knows them. */
export interface Ends {
  readonly localPort?: number | undefined;
  readonly remotePort?: number | undefined;
}

/** 127.0.0.1 as the tables write it (proc(5)): bytes in the machine's order, also in its IPv6 form. */
const LOOPBACK = ['0100007F', '0000000000000000FFFF00000100007F'];

const TABLES = ['/proc/net/tcp', '/proc/net/tcp6'];

/**
 * Whether the other end of a loopback connection belongs to the user of this process. Linux shows command lines to
 * every user of a computer, and with them the link that a browser was started with; it also tells who opened a
 * connection. True where the system does not tell: Windows shows command lines to nobody else.
 * @param read for tests
 */
export function isOwnUser(ends: Ends, userId: number | null, read = readTable): boolean {
  const tables = TABLES.map(read).filter((table) => table !== null);
  if (userId === null || tables.length === 0) return true;
  return tables.some((table) => ownerIn(table, ends) === userId);
}

function readTable(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // Not Linux, or a Linux that hides its tables: nothing to go by.
    return null;
  }
}

/** The owner of the socket whose local end is our remote one. */
function ownerIn(table: string, { localPort = 0, remotePort = 0 }: Ends): number | null {
  const [from, to] = [asHex(remotePort), asHex(localPort)];
  for (const line of table.split('\n')) {
    const [, local, remote, , , , , user] = line.trim().split(/\s+/u);
    const fits = LOOPBACK.some((address) => local === `${address}:${from}` && remote === `${address}:${to}`);
    if (fits) return Number(user);
  }
  return null;
}

function asHex(port: number): string {
  return port.toString(16).toUpperCase().padStart(4, '0');
}
