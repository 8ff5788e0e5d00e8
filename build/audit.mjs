import { existsSync, readFileSync } from 'node:fs';
import { npmCommand } from './steps/install.mjs';
import { advisories, auditLock, compare } from './steps/lock-audit.mjs';
import { inRoot, ROOT } from './steps/paths.mjs';
import { capture } from './steps/run.mjs';
import { reportFailure } from './steps/say.mjs';

/** The audit of the dependencies: part of `npm run security`. */

const AUDIT_TIMEOUT_MS = 60_000;

/** @param {string} name */
function read(name) {
  return JSON.parse(readFileSync(inRoot(name), 'utf8'));
}

/** Known vulnerabilities, as the registry tells them; null, with the reason, where it cannot be asked. */
async function askRegistry() {
  const { command, args, shell } = npmCommand(process.env);
  const { output } = await capture(command, [...args, 'audit', '--json'], {
    cwd: ROOT,
    shell,
    timeoutMs: AUDIT_TIMEOUT_MS,
  });
  const json = output.slice(output.indexOf('{'), output.lastIndexOf('}') + 1);
  try {
    return advisories(JSON.parse(json));
  } catch {
    // npm said something else than a report: the same as not being there.
    return null;
  }
}

/** What an installed package says of itself that the lock file does not repeat. */
function deprecatedByManifest(/** @type {Record<string, unknown>} */ packages) {
  return Object.keys(packages).flatMap((place) => {
    const manifest = place === '' ? '' : inRoot(place, 'package.json');
    if (manifest === '' || !existsSync(manifest)) return [];
    const { deprecated, name } = JSON.parse(readFileSync(manifest, 'utf8'));
    return typeof deprecated === 'string'
      ? [{ id: `deprecated ${name}`, text: `${name}: ${deprecated}` }]
      : [];
  });
}

async function main() {
  const lock = read('package-lock.json');
  const told = await askRegistry();
  console.log(
    told === null
      ? 'note known vulnerabilities were not asked for: the registry in use does not answer npm audit. Run this where it does.'
      : `ok   the registry was asked for known vulnerabilities: ${told.length} found`,
  );
  const findings = [...auditLock(lock), ...deprecatedByManifest(lock.packages), ...(told ?? [])];
  const { explained, open, stale } = compare(
    findings,
    read('build/audit-findings.json').explained,
    told !== null,
  );
  console.log(
    `ok   ${Object.keys(lock.packages).length - 1} packages looked at: places, checksums, licences, scripts, versions`,
  );
  for (const { text, why } of explained) console.log(`ok   ${text}\n     ${why}`);
  for (const { id, text } of open)
    console.log(`FAIL ${text}\n     explain or mend it: build/audit-findings.json, "${id}"`);
  for (const id of stale) console.log(`FAIL "${id}" in build/audit-findings.json explains nothing any more`);
  return open.length + stale.length === 0 ? 0 : 1;
}

process.exit(await main().catch(reportFailure));
