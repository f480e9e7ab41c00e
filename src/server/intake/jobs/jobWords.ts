import type { JobResult, JobState } from '../../../model/job.ts';

/** A line of the log about a run of a job, and how loud it is. */
export function jobLine({ name, next, failures, last }: JobState): {
  readonly level: 'info' | 'error';
  readonly text: string;
} {
  if (last?.result) return { level: 'info', text: `job "${name}": ${resultWords(last.result)}` };
  const why = last?.outcome === 'lost' ? 'whoever ran it ended in the midst of it' : last?.error;
  const times = failures > 1 ? ` ${failures} times one after the other` : '';
  const again = new Date(next * 1000).toISOString();
  return { level: 'error', text: `job "${name}" failed${times}, and is tried again at ${again}: ${why}` };
}

/** What a job found, for whoever runs the server. */
function resultWords(result: JobResult): string {
  const count = (value: number, what: string) =>
    `${value.toLocaleString('en')} ${what}${value === 1 ? '' : 's'}`;
  switch (result.code) {
    case 'nothing':
      return 'there was nothing to do';
    case 'folded':
      return `${count(result.requests, 'request')} of ${count(result.deltas, 'delta')} folded into the monthly files`;
    case 'forgotten':
      return `who asked was forgotten of ${count(result.requests, 'request')} whose term has passed`;
    case 'matched':
      return `${result.equal} of ${count(result.sources, 'source')} as the store has it, ${count(result.requests, 'request')} differed`;
  }
}
