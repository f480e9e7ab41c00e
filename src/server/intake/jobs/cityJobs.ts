import { setTimeout as sleep } from 'node:timers/promises';
import type { JobResult } from '../../../model/job.ts';
import type { Matcher } from '../matching/matcher.ts';
import type { Folded } from '../publish/foldOrder.ts';
import type { Clock } from '../sources/source.ts';
import type { Store } from '../store/store.ts';
import type { Job, Turn } from './job.ts';

/** The city's wall clock at which personal data are forgotten whose term has passed. */
const forgetAt = '03:30';
/** Milliseconds between two steps of forgetting, in which others come to their turn. */
const betweenSteps = 20;
const whileFlagsWait = 1000;

export interface CityJobsOptions {
  readonly store: Pick<Store, 'forgetSome' | 'forgetting'>;
  readonly clock: Clock;
  readonly publisher: { fold(signal: AbortSignal): Promise<Folded> };
  readonly foldAfterMinutes: number;
  readonly matcher: Pick<Matcher, 'matchAll'>;
  /** The city's wall clock at which sources are held against the store; null: when somebody asks. */
  readonly matchAt: string | null;
}

/** What a city does by itself beside taking in and publishing. */
export function cityJobs(options: CityJobsOptions): Job[] {
  const { store, clock, publisher, foldAfterMinutes, matcher, matchAt } = options;
  const jobs: Job[] = [
    {
      name: 'fold',
      schedule: { everySeconds: foldAfterMinutes * 60 },
      async run({ signal }) {
        const folded = await publisher.fold(signal);
        return folded.deltas === 0 ? { code: 'nothing' } : { code: 'folded', ...folded };
      },
    },
  ];
  if (store.forgetting().afterMonths !== null)
    jobs.push({
      ...{ name: 'forget', schedule: { daily: forgetAt } },
      run: (turn) => forget(store, clock, turn),
    });
  if (matchAt !== null)
    jobs.push({
      ...{ name: 'match', schedule: { daily: matchAt } },
      run: ({ since }) => matcher.matchAll(since),
    });
  return jobs;
}

/** Goes through all whose personal data are kept, from where a run that was cut off came to. */
async function forget(
  store: CityJobsOptions['store'],
  clock: Clock,
  { signal, tell }: Turn,
): Promise<JobResult> {
  let looked = 0;
  for (;;) {
    const step = store.forgetSome(clock.now());
    if (step?.ended) return { code: 'forgotten', requests: step.ended.requests };
    looked += step?.looked ?? 0;
    tell(looked);
    await sleep(step ? betweenSteps : whileFlagsWait, undefined, { signal });
  }
}
