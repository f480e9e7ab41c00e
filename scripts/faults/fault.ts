/** What became of one kind of fault. */
export interface FaultResult {
  /** The fault, in words. */
  readonly what: string;
  readonly tried: number;
  /** How often nothing was wrong afterwards. */
  readonly survived: number;
  /** What was wrong, one line each. */
  readonly wrong: readonly string[];
}

/** Some faults that are tried for real. */
export interface Fault {
  readonly name: string;
  /**
   * @param short a few of each, in about 20 seconds, as in CI
   * @param beside another checkout that is measured in turns, where something is measured
   */
  run(options: {
    readonly short: boolean;
    readonly beside?: string;
    readonly log: (text: string) => void;
    /** Folder for pictures of what was to be seen, where there is something. */
    readonly pictures?: string;
  }): Promise<readonly FaultResult[]>;
}
