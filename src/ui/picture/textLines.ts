/** A piece of text on one line, in logical order, with its place in pixels. */
export interface TextLine {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

type Growing = { -readonly [Key in keyof TextLine]: TextLine[Key] };

/** The lines that a text node is broken into where it is laid out. */
export function textLines(node: Text): TextLine[] {
  const lines: Growing[] = [];
  const range = document.createRange();
  for (const match of node.data.matchAll(/\S+/g)) {
    range.setStart(node, match.index);
    range.setEnd(node, match.index + match[0].length);
    const rects = [...range.getClientRects()].filter(({ width }) => width > 0);
    const first = rects[0];
    if (!first) continue;
    const word = {
      text: match[0],
      left: Math.min(...rects.map(({ left }) => left)),
      right: Math.max(...rects.map(({ right }) => right)),
      top: first.top,
      bottom: first.bottom,
    };
    const line = lines.at(-1);
    if (!line || word.top >= line.bottom || word.bottom <= line.top) {
      lines.push(word);
      continue;
    }
    line.text += ` ${word.text}`;
    line.left = Math.min(line.left, word.left);
    line.right = Math.max(line.right, word.right);
  }
  return lines;
}
