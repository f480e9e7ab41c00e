import type { KeptList } from '../../engine/engine.ts';
import type { Piece } from '../../export/sheet.ts';
import { listColumnIds, listFacts } from '../../export/sheets/listColumns.ts';
import { pieceOfList, RefsByRid } from '../../export/sheets/listPieces.ts';
import type { City } from '../../model/city.ts';

/** Rows that are read and written at a time, as in the page. */
const pieceRows = 65_536;

/** The rows of a list, with their references. */
export async function* listPieces(city: City, list: KeptList): AsyncGenerator<Piece> {
  if (list.total === 0) return;
  const { files, later } = await list.references();
  const refs = new RefsByRid(files, later);
  const facts = listFacts(city);
  for (let from = 0; from < list.total; from += pieceRows)
    yield pieceOfList(await list.piece(from, pieceRows), listColumnIds, facts, refs);
}
