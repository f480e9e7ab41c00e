import { fold } from '../../model/fold.ts';
import type { ColumnIndexes } from '../columnIndexes.ts';
import { keyOf } from '../profile.ts';
import type { Cells } from './cells.ts';

/** The emirates as values name them, folded, ours first. */
const emirates: readonly (readonly string[])[] = [
  ['dubai', 'دبي'],
  ['abu dhabi', 'abudhabi', 'ابوظبي', 'ابو ظبي'],
  ['sharjah', 'al sharjah', 'الشارقه'],
  ['ajman', 'عجمان'],
  ['umm al quwain', 'umm al qaiwain', 'umm al quwein', 'ام القيوين'],
  ['ras al khaimah', 'ras al khaima', 'راس الخيمه'],
  ['fujairah', 'al fujairah', 'الفجيره'],
];
const byName = new Map(emirates.flatMap((names, i) => names.map((name) => [name, i] as const)));
const ours = 0;

/** Names of a column that says in which emirate a request lies, and of one that says it of a customer or a paper. */
const placeName = /\b(emirate|city)\b|(?:^| )(ال)?(اماره|مدينه)(?: |$)/;
const otherName =
  /\b(customer|client|citizen|caller|contact|resident|residence|home|account|billing|birth|issu\w*|licen[cs]e|plate|vehicle|owner)\b|متعامل|عميل|متصل|سكن|اقامه|اصدار|لوحه|مركبه|هويه|ميلاد/;
/** The share of its values that must be emirates. */
const leastEmirates = 0.95;

/** Tells rows that a column says to be of another emirate: zones of it may be called as ours. */
export class OtherEmirate {
  /** What the record that was read last says, where it is another emirate. */
  named: string | null = null;
  private readonly column: number | null;
  private readonly cells: Cells;
  private readonly known = new Map<string, boolean>();

  /** @param sample records that show what the columns hold */
  constructor(
    { zone, place }: ColumnIndexes,
    cells: Cells,
    header: readonly string[],
    sample: readonly (readonly string[])[],
  ) {
    this.cells = cells;
    const taken = [...(zone ?? []), ...(place ?? [])];
    const found = header.findIndex((name, index) => {
      const key = keyOf(name);
      return (
        placeName.test(key) && !otherName.test(key) && !taken.includes(index) && this.isOf(index, sample)
      );
    });
    this.column = found < 0 ? null : found;
  }

  /** The column's index; null where none says it. */
  get index(): number | null {
    return this.column;
  }

  /** Whether a record is of another emirate. */
  is(values: readonly string[]): boolean {
    this.named = null;
    if (this.column === null) return false;
    const text = this.cells.text(values, this.column);
    let other = this.known.get(text);
    if (other === undefined) {
      other = (emirateOf(text) ?? ours) !== ours;
      if (this.known.size < 1000) this.known.set(text, other);
    }
    if (other) this.named = text;
    return other;
  }

  /** Whether nearly all values of a column are emirates, ours among them. */
  private isOf(index: number, sample: readonly (readonly string[])[]): boolean {
    let [filled, named, own] = [0, 0, 0];
    for (const values of sample) {
      const text = this.cells.text(values, index);
      if (text === '') continue;
      const emirate = emirateOf(text);
      filled++;
      if (emirate !== null) named++;
      if (emirate === ours) own++;
    }
    return own > 0 && named >= filled * leastEmirates;
  }
}

/** Which emirate a text is; null for any other. */
function emirateOf(text: string): number | null {
  const name = fold(text)
    .replace(/^(emirate of|city of|اماره|مدينه) /, '')
    .replace(/ (emirate|city)$/, '');
  return byName.get(name) ?? null;
}
