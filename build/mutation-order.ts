import { basename, dirname, relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * How far a file of tests is from the module whose mutant is tried: its own tests, those of its folder, all others.
 * @param test path of the file of tests
 * @param source path of the module
 */
export function distanceOf(test: string, source: string): 0 | 1 | 2 {
  if (dirname(test) !== dirname(source)) return relative(dirname(source), test).startsWith('..') ? 2 : 1;
  return basename(test).startsWith(basename(source, '.ts')) ? 0 : 1;
}

/** How many files of tests beyond the module's own folder are asked about a mutant at most, when few are nearer. */
const FILES_AT_LEAST = 12;

/**
 * The files of tests to ask about a mutant, nearest and cheapest first: those of the module's folder, and of the others
 * only so many that there are twelve. All of them would take four times as long, for the few mutants that only a test far
 * away notices.
 * @param files every file of tests that reaches the module
 * @param costOf how long a file took the last time, in ms
 */
export function nearest<File>(
  files: readonly File[],
  distance: (file: File) => 0 | 1 | 2,
  costOf: (file: File) => number,
): File[] {
  return files
    .toSorted((a, b) => distance(a) - distance(b) || costOf(a) - costOf(b))
    .filter((file, index) => index < FILES_AT_LEAST || distance(file) < 2);
}

/**
 * Tests in the order in which they most likely and most cheaply notice a mutant. Stryker ends with the first that
 * fails, and more than half of its time went into tests that came before that one: vitest takes the longest first.
 */
export class NearestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const [source, ...others] = [this.ctx.config.related ?? []].flat();
    // The first run is asked for all modules at once, to learn which tests reach what.
    if (source === undefined || others.length > 0) return files;
    return nearest(
      files,
      ({ moduleId }) => distanceOf(moduleId, source),
      (file) => this.ctx.cache.getTestSpecificationResult(file)?.duration ?? 0,
    );
  }
}
