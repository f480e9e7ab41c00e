import './picture.css';

/** What a picture says around the content of its card. */
export interface PictureWords {
  readonly title: string;
  /** Under the title: the period, and what is chosen. */
  readonly lines: readonly string[];
  /** Below the content: of when and of which data it is. */
  readonly facts: readonly string[];
}

/** The least width of a picture, in pixels of the page: its words need it. */
const least = 560;

/** A part of the page to be laid out for its picture, with its words around it. */
export function stageOf(source: HTMLElement, { title, lines, facts }: PictureWords): HTMLElement {
  const box = source.getBoundingClientRect();
  const stage = document.createElement('div');
  stage.className = 'picture';
  stage.inert = true;
  const isMap = source.matches('.map');
  const copy = source.cloneNode(true) as HTMLElement;
  copy.classList.add('picture-part');
  stage.style.width = `${Math.max(least, Math.ceil(box.width) + 32)}px`;
  const sized = isMap ? '.map-stage' : '.chart';
  const from = [...source.querySelectorAll(sized)];
  for (const [index, to] of [...copy.querySelectorAll<HTMLElement>(sized)].entries()) {
    const { width, height } = from[index]!.getBoundingClientRect();
    to.style.height = `${Math.round(height)}px`;
    if (isMap) to.style.width = `${Math.round(width)}px`;
  }
  if (isMap) {
    copy.style.width = `${Math.round(box.width)}px`;
    copy.style.height = `${Math.round(box.height)}px`;
  }
  stage.append(
    paragraph('picture-title', [title]),
    paragraph('picture-line', lines),
    copy,
    paragraph('picture-facts', facts),
  );
  return stage;
}

function paragraph(className: string, parts: readonly string[]): HTMLElement {
  const line = document.createElement('p');
  line.className = className;
  for (const part of parts) {
    if (line.childNodes.length > 0) line.append(' · ');
    const isolated = document.createElement('bdi');
    isolated.textContent = part;
    line.append(isolated);
  }
  return line;
}
