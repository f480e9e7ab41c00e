import type { Word } from '../../model/words.ts';
import type { ColumnIndexes } from '../columnIndexes.ts';
import type { WordField } from '../fields.ts';
import type { ValueProblem } from '../report/valueProblem.ts';
import type { Cells } from './cells.ts';
import type { Dictionaries } from './dictionaries.ts';
import { noWordProblem } from './zoneReader.ts';

/** How often something was concluded that no column told. */
export interface Concluded {
  /** There is no column for the stage. */
  stageConcluded: number;
  /** The stage is missing or unknown beside a resolution. */
  stageUnread: number;
  /** There is a resolution and a stage that is not done. */
  openAgain: number;
  /** There is a service and no topic. */
  serviceOnly: number;
}

/** What a reader of words needs to know of the source. */
interface WordSource {
  readonly columns: ColumnIndexes;
  readonly cells: Cells;
  readonly dictionaries: Dictionaries;
  readonly stages: readonly Word[];
  readonly onProblem: (field: WordField, value: string, problem: ValueProblem) => void;
}

const none = -1;

/** Reads the words of a record, all but zone and place, as codes of its source's dictionaries. */
export class RecordWords {
  readonly concluded: Concluded = { stageConcluded: 0, stageUnread: 0, openAgain: 0, serviceOnly: 0 };
  private readonly columns: ColumnIndexes;
  private readonly cells: Cells;
  private readonly dictionaries: Dictionaries;
  private readonly onProblem: WordSource['onProblem'];
  private readonly stageOf: (id: string) => number;

  constructor({ columns, cells, dictionaries, stages, onProblem }: WordSource) {
    this.columns = columns;
    this.cells = cells;
    this.dictionaries = dictionaries;
    this.onProblem = onProblem;
    const codes = new Map(stages.map((stage, code) => [stage.id, code]));
    this.stageOf = (id) => codes.get(id) ?? none;
  }

  /** `resolved`, `responded`: whether the record tells a resolution, a response. */
  stage(values: readonly string[], resolved: boolean, responded: boolean): number | null {
    const { stage: column, resolved: resolution } = this.columns;
    if (column) {
      const text = this.cells.text(values, column[0]);
      const other = this.cells.text(values, column[1]);
      const words = this.dictionaries.words.stage;
      const code = text === '' && other === '' ? none : words.codeOf(text, other);
      if (code >= 0) return code;
      if ((text !== '' || other !== '') && words.why)
        this.onProblem('stage', text || other, noWordProblem[words.why]);
      if (!resolved) return null;
      this.concluded.stageUnread++;
      return this.stageOf('resolved');
    }
    if (!resolution && !this.columns.after?.resolved) return null;
    this.concluded.stageConcluded++;
    return this.stageOf(resolved ? 'resolved' : responded ? 'in-progress' : 'received');
  }

  word(
    field: Exclude<WordField, 'zone' | 'place' | 'topic' | 'stage'>,
    values: readonly string[],
  ): number | null {
    const column = this.columns[field];
    if (!column) return null;
    const text = this.cells.text(values, column[0]);
    const other = this.cells.text(values, column[1]);
    if (text === '' && other === '') return null;
    const words = this.dictionaries.words[field];
    const code = words.codeOf(text, other);
    if (code >= 0) return code;
    if (words.why) this.onProblem(field, text || other, noWordProblem[words.why]);
    return null;
  }

  /** The account or line of a channel that its column tells. */
  account(values: readonly string[], channel: number | null): number | null {
    const { channel: column } = this.columns;
    if (!column || channel === null) return null;
    return this.dictionaries.accountOf(
      this.cells.text(values, column[0]),
      this.cells.text(values, column[1]),
      channel,
    );
  }

  topic(values: readonly string[], service: number | null): number | null {
    const { topic: column, service: above } = this.columns;
    let text = column ? this.cells.text(values, column[0]) : '';
    let other = column ? this.cells.text(values, column[1]) : '';
    if (text === '' && other === '') {
      // A row holds its topic, and the topic its service: a service without one is a topic of its own.
      if (service === null) return null;
      const names = this.dictionaries.topicOfService(service);
      text = names?.en ?? this.cells.text(values, above![0]);
      other = names?.ar ?? this.cells.text(values, above![1]);
      this.concluded.serviceOnly++;
    }
    const topic = this.dictionaries.topicOf(text, other, service);
    const { why } = this.dictionaries.topics;
    if (topic === null && column && why) this.onProblem('topic', text || other, noWordProblem[why]);
    return topic;
  }
}
