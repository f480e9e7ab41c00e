/**
 * How many of some things in a row fit into a width, where those that do not give way to something that stands for them.
 * The first always does: it is cut rather than hidden. All in pixels.
 * @param more width of what stands for the rest
 */
export function fitting(widths: readonly number[], room: number, gap: number, more: number): number {
  const all = widths.reduce((sum, width) => sum + width + gap, -gap);
  if (all <= room) return widths.length;
  let left = room - more;
  let count = 0;
  for (const width of widths) {
    left -= width + gap;
    if (left < 0) break;
    count++;
  }
  return Math.max(1, count);
}
