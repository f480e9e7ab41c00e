/** Text as it is seen: without invisible direction marks, and with ordinary spaces. */
export function plain(text: string): string {
  return text.replace(/[\u200e\u200f\u061c\u2066-\u2069]/g, '').replace(/[\u00a0\u202f\u2009]/g, ' ');
}
