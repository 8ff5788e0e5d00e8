import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import { inRoot } from './steps/paths.mjs';

/**
 * Draws the icons from their SVGs: those of the tray in the sizes that systems ask for, the app's own one as large as
 * the packager wants it (it makes .ico and .icns of that by itself).
 */

const FROM = inRoot('build', 'icons');
const TO = inRoot('out', 'icons');

/** Edge in device-independent pixels; `@2x` is for screens with double the pixels. */
const TRAY_SIZES = /** @type {const} */ ([
  ['', 16],
  ['@1.25x', 20],
  ['@1.5x', 24],
  ['@2x', 32],
  ['@3x', 48],
]);
const APP_SIZE = 1024;

/**
 * @param {string} svg
 * @param {number} size
 */
function png(svg, size) {
  return new Resvg(svg, { fitTo: { mode: 'width', value: size } }).render().asPng();
}

mkdirSync(path.join(TO, 'tray'), { recursive: true });
for (const file of readdirSync(FROM).filter((name) => name.endsWith('.svg'))) {
  const svg = readFileSync(path.join(FROM, file), 'utf8');
  const name = path.basename(file, '.svg');
  if (!name.startsWith('tray-')) {
    writeFileSync(path.join(TO, `${name}.png`), png(svg, APP_SIZE));
    continue;
  }
  // macOS knows a template image by the end of its name.
  const target = name.replace(/-template$/u, 'Template');
  for (const [suffix, size] of TRAY_SIZES) {
    writeFileSync(path.join(TO, 'tray', `${target}${suffix}.png`), png(svg, size));
  }
}
