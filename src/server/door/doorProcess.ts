/** The door in a process of its own: answers whoever asks. It holds no data but what is served as files. */
import type { AnswersMessage, AnswersTask } from '../answers/messages.ts';
import { keepHeapSmall } from '../heap.ts';
import type { IntakeMessage } from '../intake/messages.ts';
import { markLive } from '../intake/publish/markLive.ts';
import type { Role } from '../processes/messages.ts';
import { obey, tell } from '../processes/parent.ts';
import { Door } from './door.ts';
import { readSettings, type Settings } from './settings.ts';

keepHeapSmall();

let door: Door | null = null;
/** The others that are there. */
const there = new Set<Role>();
let intakeEnded: () => void = () => {};
const untilIntakeEnded = new Promise<void>((done) => {
  intakeEnded = done;
});

obey({
  async begin(kept) {
    // A door that comes again listens where the first one did, whatever the settings are by now.
    const settings = (kept as Settings | null) ?? (await readSettings(Number(process.argv[2])));
    door = await Door.open(settings, kept !== null, untilIntakeEnded);
    if (there.has('intake')) door.city?.intakeThere();
    if (there.has('answers')) door.answers.there();
    const addresses = await door.listen();
    // Intake, which writes it, is not there yet.
    if (kept === null && settings.intake) await markLive(settings.data);
    tell({ kind: 'task', task: { ...settings, addresses } satisfies Settings });
    tell({
      kind: 'plan',
      plan: {
        intake: settings.intake,
        answers: { folder: `${settings.data}/rows` } satisfies AnswersTask,
        graceMs: addresses.graceMs,
      },
    });
    await door.start();
    tell({ kind: 'open' });
  },
  from(role, body) {
    if (role === 'answers') door?.answers.hear(body as AnswersMessage);
    else door?.city?.hear(body as IntakeMessage);
  },
  there(role) {
    there.add(role);
    if (role === 'answers') door?.answers.there();
    else door?.city?.intakeThere();
  },
  gone(role, { error, pause }) {
    there.delete(role);
    if (role === 'answers') {
      door?.answers.gone(error);
      if (pause !== null) door?.noteAnswersCrash(error, pause);
      return;
    }
    door?.city?.intakeGone(error, pause);
    if (pause === null) intakeEnded();
  },
  async stop(code) {
    if (door) await door.stop(code);
    else process.exit(code);
  },
});
