import { TriangleAlert } from 'lucide-react';
import { isDoubt, type Note } from '../../intake/report/note.ts';
import { noteWords } from './importText.ts';
import { useImportText } from './useImportText.ts';

interface DoubtsProps {
  readonly notes: readonly Note[];
  /** The mapping that the notes are about. */
  readonly mapping: Parameters<typeof noteWords>[2];
}

/** What makes the file hard to believe, before everything else. Nothing where there is no doubt. */
export function Doubts({ notes, mapping }: DoubtsProps) {
  const text = useImportText();
  const words = new Set(notes.filter(isDoubt).map((note) => noteWords(text, note, mapping)));
  if (words.size === 0) return null;
  return (
    <section className="import-doubts" aria-labelledby="import-doubts">
      <h3 className="import-subheading" id="import-doubts">
        <TriangleAlert size={16} aria-hidden />
        {text.t('import.doubts')}
      </h3>
      <ul>
        {[...words].map((doubt) => (
          <li key={doubt}>{doubt}</li>
        ))}
      </ul>
    </section>
  );
}
