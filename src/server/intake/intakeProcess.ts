/**
 * Intake in a process of its own: taking in, flags and publishing hold up nobody who asks the door. It ends with whoever
 * started it, however that ends, and the store's lock with it.
 */
import { keepHeapSmall } from '../heap.ts';
import { describe } from '../live/logger.ts';
import { obey, tell, tellTo } from '../processes/parent.ts';
import { Intake, type IntakeTask } from './intake.ts';
import type { IntakeMessage, IntakeOrder, IntakeWatch } from './messages.ts';
import type { OpenedCity } from './openCity.ts';
import { type CityQuestions, type OwnQuestions, questionsOf } from './questions.ts';
import type { Opened } from './watch.ts';

keepHeapSmall();

const say = (message: IntakeMessage) => tellTo('door', message);

/** What the door is told as it happens, and of which a later one need not know. */
const told = ['said', 'reference', 'taken', 'source', 'matched', 'ran', 'problem'] as const;

/** What goes on and was told last, for a door that comes later. */
let doing: Parameters<NonNullable<IntakeWatch['doing']>> = [null];
let hasShown = false;
/** Whether a door that came while the city was not open knows all that it has to. */
let isMet = true;
/** Whether the door knows the version that the publisher goes on from. */
let isFollowed = false;

const watch: IntakeWatch = {
  ...Object.fromEntries(
    told.map((name) => [
      name,
      // Names and arguments belong together; the type checker cannot follow that.
      (...args: readonly unknown[]) => say({ kind: 'watch', name, args } as unknown as IntakeMessage),
    ]),
  ),
  doing: (...args) => {
    doing = args;
    say({ kind: 'watch', name: 'doing', args });
  },
  shown: () => {
    hasShown = true;
    say({ kind: 'watch', name: 'shown', args: [] });
  },
  opened: (opened) => sayOpened(opened),
  published(news) {
    if (isFollowed || news.kind !== 'published') say({ kind: 'watch', name: 'published', args: [news] });
  },
};

function sayOpened({ ring, ...opened }: Opened): void {
  for (const delta of ring) say({ kind: 'replayed', delta });
  say({ kind: 'opened', opened });
  isFollowed = true;
  isMet = true;
}

let intake: Intake | null = null;

/** Of the city that is open; they remember what they counted. */
let questions: { readonly city: OpenedCity; readonly answers: CityQuestions } | null = null;

const own: OwnQuestions = {
  reference: () => intake?.reference() ?? null,
  memory: () => process.memoryUsage.rss(),
  meet: () => void meet(),
};

async function answer({ id, question, args }: IntakeOrder): Promise<void> {
  try {
    // Names and arguments belong together; the type checker cannot follow that.
    const asked = { ...own, ...ofCity() }[question] as ((...args: readonly unknown[]) => unknown) | undefined;
    if (!asked) throw new Error('the city is not open yet');
    say({ kind: 'answer', id, value: await asked(...args) });
  } catch (error) {
    say({ kind: 'unanswered', id, error: describe(error) });
  }
}

function ofCity(): CityQuestions | null {
  const city = intake?.city;
  if (!city) return null;
  if (questions?.city !== city) questions = { city, answers: questionsOf(city) };
  return questions.answers;
}

async function meet(): Promise<void> {
  say({ kind: 'watch', name: 'doing', args: doing });
  if (hasShown) say({ kind: 'watch', name: 'shown', args: [] });
  const city = intake?.city;
  if (!city) {
    // Told already, to another one; else it is told as it happens.
    if (isFollowed) isMet = false;
    say({ kind: 'open', isOpen: false });
    return;
  }
  isMet = true;
  isFollowed = false;
  for (;;) {
    const opened = await city.live.opened();
    // It may have been closed meanwhile, or another door may have come: these are told on their own.
    if (isFollowed || intake?.city !== city) return;
    if (opened.version.sequence !== city.live.publisher.version.sequence) continue;
    sayOpened(opened);
    break;
  }
  for (const state of city.live.sources()) say({ kind: 'watch', name: 'source', args: [state] });
  say({ kind: 'open', isOpen: true });
}

obey(
  {
    async begin(task) {
      intake = new Intake(task as IntakeTask, {
        watch,
        onTask: (next) => tell({ kind: 'task', task: next }),
        onOpen(isOpen) {
          say({ kind: 'open', isOpen });
          if (isOpen && !isMet) void meet();
        },
        onFault(error) {
          // Thrown where nobody waits for it, which ends this process.
          setImmediate(() => {
            throw error;
          });
        },
      });
      await intake.start();
      tell({ kind: 'open' });
    },
    from(_role, body) {
      void answer(body as IntakeOrder);
    },
    async stop() {
      try {
        await intake?.stop();
        process.exit(0);
      } catch (error) {
        process.stderr.write(
          `What was taken could not be published: ${error instanceof Error ? error.message : String(error)}\n`,
        );
        process.exit(1);
      }
    },
  },
  { isBusy: true },
);
