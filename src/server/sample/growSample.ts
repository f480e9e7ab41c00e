import type { IntakeWatch } from '../intake/messages.ts';
import { markLive } from '../intake/publish/markLive.ts';
import { makeSample } from './sampleData.ts';

/** Makes a sample city, and tells of what there is of it as soon as there is something. @param rows of the whole city */
export async function growSample(data: string, rows: string, watch: IntakeWatch): Promise<void> {
  watch.said?.('Making a sample city, once …');
  watch.doing?.({ what: 'sample', part: 0 });
  await makeSample(data, rows, {
    onProgress: (what, part) => watch.doing?.({ what, part }),
    async onFirst(requests) {
      await markLive(data);
      watch.doing?.(null);
      watch.shown?.();
      const [first, all] = [requests, Number(rows)].map((count) => count.toLocaleString('en'));
      watch.said?.(
        `It begins with ${first} requests; all ${all} are made meanwhile, and shown by themselves …`,
      );
    },
  });
  await markLive(data);
  watch.doing?.(null);
  watch.shown?.();
}
