import { wordsOf } from '../../../intake/reading/finalWords.ts';
import type { Reference } from '../../../intake/reference.ts';
import type { Words } from '../../../model/words.ts';
import type { SourceConfig } from '../../config.ts';
import type { About, OnProblem } from './problemBook.ts';
import type { Source } from './source.ts';

export interface SourceContext {
  readonly reference: Reference;
  /** The store's dictionaries. */
  readonly words: Words;
  /** IANA name: the city's. */
  readonly timeZone: string;
  /** Makes the source of an invented city, which needs the requests that it has. */
  readonly simulator: (config: Extract<SourceConfig, { kind: 'simulator' }>) => Source;
  /** Told in a sentence without personal data what became of a file. */
  readonly log: (source: string, text: string) => void;
  /** Told of what could not be taken, or is doubtful; never the value. */
  readonly onProblem: OnProblem;
}

/** The dictionaries of all configured sources together. @param kept those of the store, whose words keep their codes */
export function wordsOfSources(
  configs: readonly SourceConfig[],
  reference: Reference,
  kept: Words | null,
): Words {
  const mappings = configs.flatMap((config) => (config.kind === 'simulator' ? [] : [config.mapping.mapping]));
  return wordsOf(reference, mappings, kept);
}

// Each kind brings libraries of its own, which a city without such a source need not load.
const postgres = () => import('./postgres/source.ts');
const open311 = () => import('./open311.ts');
const csvFolder = () => import('./csvFolder.ts');
const mapped = () => import('./sourceMapping.ts');

/**
 * Makes a configured source.
 * @throws MappingError where its mapping does not fit the dictionaries
 */
export async function configuredSource(config: SourceConfig, context: SourceContext): Promise<Source> {
  const { reference, words } = context;
  const { id } = config;
  if (config.kind === 'simulator') return context.simulator(config);
  const { sourceIntake } = await mapped();
  const options = {
    source: id,
    reference,
    words,
    onProblem: (field: string, problem: string, about: About) => context.onProblem(id, field, problem, about),
  };
  switch (config.kind) {
    case 'postgres': {
      const { postgresSource } = await postgres();
      const { matchingIntake } = await import('./postgres/matchingIntake.ts');
      return postgresSource(config.options, sourceIntake(config.mapping, { ...options, exactRefs: true }), {
        log: (text) => context.log(id, text),
        matching: matchingIntake(config.mapping, { ...options, exactRefs: true }, context.timeZone),
      });
    }
    case 'open311': {
      const { open311Source } = await open311();
      return open311Source(config.options, sourceIntake(config.mapping, options), (text) =>
        context.log(id, text),
      );
    }
    case 'csvFolder': {
      const { csvFolderSource } = await csvFolder();
      return csvFolderSource(config.options, {
        ...options,
        mapping: config.mapping,
        log: (text) => context.log(id, text),
      });
    }
  }
}

/**
 * What is wrong with the systems that sources are configured for, and what could be better; changes nothing there.
 * @param isSample whether there is a snapshot that a simulator could go on with
 */
export async function findingsOf(
  config: SourceConfig,
  { reference, words, isSample }: Pick<SourceContext, 'reference' | 'words'> & { readonly isSample: boolean },
): Promise<{ readonly level: 'error' | 'advice'; readonly text: string }[]> {
  switch (config.kind) {
    case 'simulator':
      return isSample
        ? []
        : [
            {
              level: 'error',
              text: 'the simulator goes on with requests that there are, and the data folder has none: make a sample city there first (npm run sample)',
            },
          ];
    case 'postgres': {
      const { sourceIntake } = await mapped();
      const { columns } = sourceIntake(config.mapping, { source: config.id, reference, words });
      return (await postgres()).checkPostgres(config.options, columns);
    }
    case 'open311': {
      const { sourceIntake } = await mapped();
      sourceIntake(config.mapping, { source: config.id, reference, words });
      return (await open311()).checkOpen311(config.options);
    }
    case 'csvFolder':
      return (await csvFolder()).checkFolder(config.options, { mapping: config.mapping, reference, words });
  }
}
