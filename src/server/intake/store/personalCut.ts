import type { Personal, SourceRequest } from '../sources/source.ts';
import { personalColumns } from './schema.ts';

/** Characters that are kept of each; a mail with pictures in it has millions. */
export const mostKept: { readonly [P in keyof Personal]: number } = {
  customer: 300,
  name: 300,
  phone: 300,
  email: 300,
  text: 4000,
  address: 1000,
};

/** A request with no more of who asked, and in which words, than is kept. */
export function withPersonalCut(request: SourceRequest): SourceRequest {
  const { personal } = request;
  if (personal === null || personalColumns.every((name) => (personal[name]?.length ?? 0) <= mostKept[name]))
    return request;
  const cut = personalColumns.map((name) => [name, cutTo(personal[name], mostKept[name])]);
  return { ...request, personal: Object.fromEntries(cut) as Personal };
}

/** A half of a character is no text. */
function cutTo(text: string | null, most: number): string | null {
  if (text === null || text.length <= most) return text;
  const isSplit = (text.codePointAt(most - 1) ?? 0) > 0xffff;
  return text.slice(0, isSplit ? most - 1 : most);
}
