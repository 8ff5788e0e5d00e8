import { readFileSync } from 'node:fs';

/**
 * Whether the process that started us is still there. A kill -9 of npm tells its children nothing; what can be
 * seen is that the system gives an orphan another parent.
 */

const SHELLS = ['sh', 'dash', 'ash', 'busybox', 'bash', 'zsh', 'ksh'];

/**
 * A process as Linux shows it in /proc/PID/stat: `pid (name) state ppid …`, where the name may hold anything.
 * @param {string} stat
 * @returns {{ name: string, parent: number } | null}
 */
export function parseStat(stat) {
  const match = /^\d+ \((.*)\) \S (\d+) /s.exec(stat);
  return match === null ? null : { name: match[1] ?? '', parent: Number(match[2]) };
}

/** @param {number} pid */
function look(pid) {
  try {
    return parseStat(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    // Not Linux, or gone: nothing to be seen.
    return null;
  }
}

/**
 * npm starts scripts through a shell, and Debian's keeps standing between the two, so that the death of npm
 * changes the shell's parent and not ours. Other systems' shells turn themselves into the command.
 * @param {NodeJS.ProcessEnv} env
 * @returns {() => boolean} true once the one that started us is gone
 */
export function orphanCheck(env) {
  const parent = process.ppid;
  const between = env.npm_lifecycle_event === undefined ? null : look(parent);
  const npm = between !== null && SHELLS.includes(between.name) ? between.parent : null;
  return () => process.ppid !== parent || (npm !== null && look(parent)?.parent !== npm);
}
