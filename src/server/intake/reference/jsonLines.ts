/** Where the values of a JSON text stand, or where it is none. */
export type JsonLines =
  | {
      readonly fault: null;
      /** The line of what keys lead to, from 1 on; of what is not there that of what it should be in. */
      lineOf(path: readonly (string | number)[]): number;
    }
  | { readonly fault: { readonly line: number; readonly got: string; readonly expected: string } };

/** Finds the lines of a JSON text. */
export function jsonLines(text: string): JsonLines {
  const scan = new Scan(text);
  try {
    scan.whole();
  } catch (error) {
    if (!(error instanceof Odd)) throw error;
    return { fault: { line: scan.line(), got: scan.here(), expected: error.expected } };
  }
  return {
    fault: null,
    lineOf(path) {
      for (let length = path.length; length > 0; length--) {
        const line = scan.lines.get(keyOf(path.slice(0, length)));
        if (line !== undefined) return line;
      }
      return 1;
    },
  };
}

class Odd extends Error {
  readonly expected: string;
  constructor(expected: string) {
    super(expected);
    this.expected = expected;
  }
}

const keyOf = (path: readonly (string | number)[]) => path.join('\u0000');

class Scan {
  readonly lines = new Map<string, number>();
  private readonly text: string;
  private at = 0;
  private ends = 0;
  private counted = 0;

  constructor(text: string) {
    this.text = text;
  }

  whole(): void {
    this.value([]);
    this.space();
    if (this.at < this.text.length) throw new Odd('nothing after the end');
  }

  line(): number {
    for (; this.counted < this.at; this.counted++) if (this.text[this.counted] === '\n') this.ends++;
    return this.ends + 1;
  }

  /** What stands here. */
  here(): string {
    const rest = this.text
      .slice(this.at, this.at + 40)
      .split('\n', 1)[0]!
      .trim();
    return this.at >= this.text.length ? 'the end of the file' : JSON.stringify(rest);
  }

  private space(): void {
    while (/[ \t\r\n]/.test(this.text[this.at] ?? '')) this.at++;
  }

  private value(path: readonly (string | number)[]): void {
    this.space();
    this.lines.set(keyOf(path), this.line());
    if (this.text[this.at] === '{') this.members(path);
    else if (this.text[this.at] === '[') this.items(path);
    else if (this.text[this.at] === '"') this.string('a text in quotes');
    else this.plain(/(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.])/y, 'a value');
  }

  private members(path: readonly (string | number)[]): void {
    this.at++;
    this.space();
    if (this.took('}')) return;
    do {
      this.space();
      const key = this.string('a name in quotes');
      this.space();
      if (!this.took(':')) throw new Odd(`":" after ${JSON.stringify(key)}`);
      this.value([...path, key]);
      this.space();
    } while (this.took(','));
    if (!this.took('}')) throw new Odd('"," or "}"');
  }

  private items(path: readonly (string | number)[]): void {
    this.at++;
    this.space();
    if (this.took(']')) return;
    let index = 0;
    do {
      this.value([...path, index++]);
      this.space();
    } while (this.took(','));
    if (!this.took(']')) throw new Odd('"," or "]"');
  }

  private string(expected: string): string {
    const from = this.at;
    const found = this.plain(/"(?:[^"\\\n]|\\.)*"/y, expected);
    try {
      return JSON.parse(found) as string;
    } catch {
      this.at = from;
      throw new Odd(`${expected}, without tabs and with \\ only as JSON has it`);
    }
  }

  private plain(form: RegExp, expected: string): string {
    form.lastIndex = this.at;
    const found = form.exec(this.text)?.[0];
    if (found === undefined) throw new Odd(expected);
    this.at += found.length;
    return found;
  }

  private took(mark: string): boolean {
    if (this.text[this.at] !== mark) return false;
    this.at++;
    return true;
  }
}
