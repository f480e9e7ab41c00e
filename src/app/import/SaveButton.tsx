import { Download } from 'lucide-react';

interface Props {
  readonly name: string;
  readonly label: string;
  readonly content: Blob | (() => string);
}

/** Saves a file of the import to the reader's disk. */
export function SaveButton({ name, label, content }: Props) {
  return (
    <button
      type="button"
      className="control"
      data-save={name}
      onClick={() => save(name, typeof content === 'function' ? new Blob([content()]) : content)}
    >
      <Download size="0.9375rem" aria-hidden />
      <span className="control-words">{label}</span>
    </button>
  );
}

function save(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
