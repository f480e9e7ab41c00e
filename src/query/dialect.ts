/** What differs between the databases that the same questions are put to. */
export interface Dialect {
  /** The table of requests. */
  readonly requests: string;
  /**
   * A table of those requests that were, or have been, open for more than `stragglerDays`: few, so that what stood
   * open at an instant is found without reading all that was ever completed.
   */
  readonly stragglers: string;
  /** Count of rows for which a condition holds (a condition that is null does not hold). */
  countIf(condition: string): string;
  /** Sum of an integer expression over the rows for which a condition holds; null for none. */
  sumIf(expression: string, condition: string): string;
  /** List of percentiles (0 to 1) by nearest rank over the rows for which a condition holds; null for none. */
  percentilesIf(expression: string, percentiles: readonly number[], condition: string): string;
  /** One of such a list, the first is 1. */
  percentile(list: string, index: number): string;
  /** A condition with null read as false. */
  holds(condition: string): string;
  /** Months since 1970-01 of a day number. */
  monthOf(day: string): string;
  /** Integer division of non-negative numbers. */
  divide(a: string, b: number): string;
  /** Integer expression cast so that subtraction cannot wrap. */
  signed(expression: string): string;
}

/** Days after which a request that is still open is in the table of stragglers. */
export const stragglerDays = 28;

/** The attached database in which DuckDB keeps requests compressed. */
export const packedDatabase = 'packed';

export const duckdb: Dialect = {
  requests: `${packedDatabase}.requests`,
  stragglers: `${packedDatabase}.stragglers`,
  countIf: (condition) => `count(*) FILTER (WHERE ${condition})`,
  sumIf: (expression, condition) => `sum(${expression}) FILTER (WHERE ${condition})`,
  percentilesIf: (expression, percentiles, condition) =>
    `quantile_disc(${expression}, [${percentiles.join(', ')}]) FILTER (WHERE ${condition})`,
  percentile: (list, index) => `${list}[${index}]`,
  holds: (condition) => `coalesce(${condition}, false)`,
  monthOf: (day) =>
    `((year(DATE '1970-01-01' + ${day}::INTEGER) - 1970) * 12 + month(DATE '1970-01-01' + ${day}::INTEGER) - 1)`,
  divide: (a, b) => `(${a} // ${b})`,
  signed: (expression) => `${expression}::BIGINT`,
};
