import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes longest, so that no worker is left alone with one at the end; among these, as runs before this one took. */
const long = [/browser\/(page|import)/, /browser\//, /server\/postgres/, /faults\//, /scripts\//, /engine\//];

/** The order of the test files: the longest first. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const found = long.findIndex((one) => one.test(moduleId));
      return found < 0 ? long.length : found;
    };
    return (await super.sort(files)).sort((a, b) => place(a) - place(b));
  }
}
