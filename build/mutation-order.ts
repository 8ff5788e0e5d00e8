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

/**
 * Tests in the order in which they most likely and most cheaply notice a mutant. Stryker ends with the first that
 * fails, and more than half of its time went into tests that came before that one: vitest takes the longest first.
 */
export class NearestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const [source] = [this.ctx.config.related ?? []].flat();
    if (source === undefined) return files;
    const costOf = (file: TestSpecification) =>
      this.ctx.cache.getTestSpecificationResult(file)?.duration ?? 0;
    return files.toSorted(
      (a, b) => distanceOf(a.moduleId, source) - distanceOf(b.moduleId, source) || costOf(a) - costOf(b),
    );
  }
}
