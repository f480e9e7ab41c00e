/**
 * A text in at most so many lines of a width, broken between words; what does not fit into the last ends in "…".
 * @param widthOf how wide a line is, in the same unit as `width`
 */
export function fittedLines(
  text: string,
  width: number,
  lines: number,
  widthOf: (line: string) => number,
): string[] {
  const made: string[] = [];
  let rest = text.split(' ');
  while (rest.length > 0) {
    if (widthOf(rest.join(' ')) <= width) return [...made, rest.join(' ')];
    if (made.length === lines - 1) return [...made, shortened(rest.join(' '), width, widthOf)];
    let words = rest.length - 1;
    while (words > 1 && widthOf(rest.slice(0, words).join(' ')) > width) words--;
    const line = rest.slice(0, words).join(' ');
    // A single word that is wider than the line is shortened itself.
    made.push(widthOf(line) <= width ? line : shortened(line, width, widthOf));
    rest = rest.slice(words);
  }
  return made;
}

function shortened(line: string, width: number, widthOf: (line: string) => number): string {
  const letters = Array.from(line);
  let [least, most] = [0, letters.length];
  const cut = (length: number) => `${letters.slice(0, length).join('').trimEnd()}…`;
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    if (widthOf(cut(middle)) <= width) least = middle;
    else most = middle - 1;
  }
  return cut(least);
}
