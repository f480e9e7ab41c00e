import { FollowedCity } from '../../src/server/door/followedCity.ts';
import type { IntakeTask } from '../../src/server/intake/intake.ts';
import type { IntakeMessage } from '../../src/server/intake/messages.ts';
import type { CityKind } from '../../src/server/intake/openCity.ts';
import { markLive } from '../../src/server/intake/publish/markLive.ts';
import { Readiness } from '../../src/server/live/health.ts';
import { Child } from '../../src/server/processes/child.ts';

/** The program of intake, which a test starts as the server does. */
export const intakeFile = new URL('../../src/server/intake/intakeProcess.ts', import.meta.url);

/** A city that goes on in a process of its own, and what the door has of it in this one. */
export async function followCity(city: CityKind): Promise<FollowedCity & AsyncDisposable> {
  const task: IntakeTask = { city, sample: null, reference: null };
  const child: Child = new Child({
    ...{ file: intakeFile, task },
    onTold: (told) => told.kind === 'to' && followed.hear(told.body as IntakeMessage),
    onCrash: (error) => followed.intakeGone(error, 0),
    onFailed: (text) => fail(new Error(text)),
  });
  let fail: (error: Error) => void = () => {};
  const failed = new Promise<never>((_, no) => {
    fail = no;
  });
  const followed = new FollowedCity({
    ...{
      city,
      readiness: new Readiness([]),
      say: () => {},
      answers: { published() {}, memory: null },
      maxClients: 100,
      onShown: () => {},
    },
    send: (body) => child.send({ kind: 'from', role: 'door', body }),
  });
  await markLive(city.kind === 'sample' ? city.data : city.config.data);
  child.start();
  followed.intakeThere();
  await followed.shows();
  await Promise.race([followed.opened, failed]);
  return Object.assign(followed, {
    async [Symbol.asyncDispose]() {
      await child.stop(20_000);
      followed.stop();
    },
  });
}
