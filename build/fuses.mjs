import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';

/** What stands for a fuse that is set (Electron's fuse wire, version 1). */
const SET = '1'.charCodeAt(0);

/** @param {string} name of electron-builder's, such as runAsNode */
function optionOf(name) {
  const wanted = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  return Object.entries(FuseV1Options).find(([key]) => key === wanted)?.[1];
}

/**
 * Reads the fuses back out of a program.
 * @param {string} program
 * @param {Readonly<Record<string, unknown>>} wanted by electron-builder's names
 * @returns {Promise<string[]>} one line for each that is not as wanted
 */
export async function wrongFuses(program, wanted) {
  const wire = new Map(Object.entries(await getCurrentFuseWire(program)));
  return Object.entries(wanted).flatMap(([name, isWanted]) => {
    const isSet = Number(wire.get(String(optionOf(name)))) === SET;
    return isSet === isWanted ? [] : [`the fuse ${name} is ${isSet}, wanted ${isWanted}`];
  });
}
