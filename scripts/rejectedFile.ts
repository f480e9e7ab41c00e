import { closeSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { csvLine } from '../src/intake/report/report.ts';
import { problemText, type ValueProblem } from '../src/intake/report/valueProblem.ts';

/** The rows that an import rejects, as a CSV file. It has its name only once it is kept. */
export class RejectedFile {
  private readonly path: string;
  private readonly handle: number;
  private pending = csvLine(['line', 'column', 'value', 'reason']);

  constructor(path: string) {
    this.path = path;
    this.handle = openSync(`${path}.part`, 'w');
  }

  add(line: number, column: string, value: string, problem: ValueProblem): void {
    this.pending += csvLine([line, column, value, problemText(problem)]);
    if (this.pending.length > 65_536) this.flush();
  }

  /** Ends the file; it stands where an older one did. */
  keep(): void {
    this.flush();
    closeSync(this.handle);
    renameSync(`${this.path}.part`, this.path);
  }

  /** Ends the file; an older one stays. */
  discard(): void {
    closeSync(this.handle);
    rmSync(`${this.path}.part`);
  }

  private flush(): void {
    if (this.pending !== '') writeSync(this.handle, this.pending);
    this.pending = '';
  }
}
