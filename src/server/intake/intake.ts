import { growSample } from '../sample/growSample.ts';
import type { IntakeWatch } from './messages.ts';
import { type CityKind, type OpenedCity, openCity } from './openCity.ts';
import { referenceFolder } from './reference/folder.ts';
import { folderTrouble } from './reference/unreadReference.ts';
import { type ReferenceInForce, ReferenceWatch } from './reference/watch.ts';

/** What intake begins with: plain data. */
export interface IntakeTask {
  readonly city: CityKind;
  /** How many requests the sample city has that is to be made first; null where there is something. */
  readonly sample: string | null;
  /** The reference files that were in force before; null: those of the folder. */
  readonly reference: ReferenceInForce | null;
}

export interface IntakeOptions {
  readonly watch: IntakeWatch;
  /** What a later run is to begin with. */
  readonly onTask: (task: IntakeTask) => void;
  /** The city is open, or is closed for a moment. */
  readonly onOpen: (isOpen: boolean) => void;
  /** The city cannot be opened any more, with no reference files: its process is to begin anew. */
  readonly onFault: (error: unknown) => void;
}

/**
 * A city that goes on by its sources, with the reference files that are in force: it is closed and opened again when
 * these change.
 */
export class Intake {
  private readonly options: IntakeOptions;
  private task: IntakeTask;
  private opened: OpenedCity | null = null;
  private watch: ReferenceWatch | null = null;
  private renewing: Promise<void> = Promise.resolve();
  private stopping = false;

  constructor(task: IntakeTask, options: IntakeOptions) {
    this.task = task;
    this.options = options;
  }

  /** The city; null while it is not open. */
  get city(): OpenedCity | null {
    return this.opened;
  }

  reference(): ReturnType<ReferenceWatch['state']> | null {
    return this.watch?.state() ?? null;
  }

  /** Makes a sample city where one is missing, and opens the city. @throws Error with the words of why it cannot be opened */
  async start(): Promise<void> {
    const { city, sample } = this.task;
    const { watch } = this.options;
    if (sample !== null && city.kind === 'sample') {
      await growSample(city.data, sample, watch);
      this.begin({ sample: null });
    }
    const trouble = this.task.reference ? null : await folderTrouble(referenceFolder());
    if (trouble !== null) watch.reference?.([trouble], true);
    const reference = await ReferenceWatch.open(
      {
        onTaken: (changed) => {
          this.tell(changed.map((name) => `data/${name}.json was changed, and is in force now`));
          this.renew();
        },
        onRefused: (sentences) => watch.reference?.(sentences, true),
      },
      this.task.reference,
    );
    this.watch = reference;
    this.begin({ reference: reference.inForce });
    await this.open();
    reference.start();
  }

  /** Publishes what was taken, and closes the city. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.watch?.stop();
    // While it is being opened there is nothing that a sudden end could harm: what is in the store is whole.
    await this.opened?.live.stop();
  }

  private begin(more: Partial<IntakeTask>): void {
    this.task = { ...this.task, ...more };
    this.options.onTask(this.task);
  }

  private tell(sentences: readonly string[], isBad = false): void {
    this.options.watch.reference?.(sentences, isBad);
  }

  private async open(): Promise<void> {
    const { city } = this.task;
    this.opened = await openCity({ ...city, reference: this.watch!.inForce.files }, this.options.watch);
    this.options.onOpen(true);
  }

  /** Lets the city publish what was taken, and opens it anew with the reference files that are in force by then. */
  private renew(): void {
    this.renewing = this.renewing
      .then(async () => {
        const before = this.opened;
        if (this.stopping || !before) return;
        this.opened = null;
        this.options.onOpen(false);
        await before.live.stop();
        try {
          await this.open();
        } catch (error) {
          const why = error instanceof Error ? error.message : String(error);
          this.watch!.giveBack(why);
          this.tell(
            [
              `the city cannot be opened with the changed reference files, and has the former ones again: ${why}`,
            ],
            true,
          );
          await this.open();
        }
        this.begin({ reference: this.watch!.inForce });
      })
      .catch(this.options.onFault);
  }
}
