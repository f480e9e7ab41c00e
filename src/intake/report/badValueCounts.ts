import type { Field } from '../fields.ts';
import { own, shown } from '../privacy.ts';
import type { BadValues, Report } from './report.ts';
import { problemText, type ValueProblem } from './valueProblem.ts';

const examplesKept = 5;

/** Counts the values that cannot be taken, by field, and keeps a few of each. */
export class BadValueCounts {
  private readonly fields = new Map<Field, { count: number; examples: BadValues['examples'][number][] }>();

  add(field: Field, line: number, value: string, problem: ValueProblem): void {
    let bad = this.fields.get(field);
    if (!bad) {
      bad = { count: 0, examples: [] };
      this.fields.set(field, bad);
    }
    bad.count++;
    if (bad.examples.length >= examplesKept) return;
    bad.examples.push({ line, value: shown(own(value)), problem, reason: problemText(problem) });
  }

  byField(): Report['badValues'] {
    return Object.fromEntries(this.fields);
  }
}
