import './chartTip.css';

export interface TipRow {
  readonly label: string;
  readonly value: string;
}

/**
 * The content of a chart's tooltip as an element: text only, so nothing in it is read as HTML, and no inline style,
 * so it passes a strict content security policy.
 */
export function chartTip(
  title: string,
  rows: readonly TipRow[],
  direction: 'rtl' | 'ltr',
  note = '',
): HTMLElement {
  const root = element('div', 'chart-tip');
  root.dir = direction;
  root.append(element('p', 'chart-tip-title', title));
  for (const { label, value } of rows) {
    const line = element('p', 'chart-tip-row');
    line.append(element('span', 'chart-tip-label', label), element('bdi', 'chart-tip-value num', value));
    root.append(line);
  }
  if (note) root.append(element('p', 'chart-tip-note', note));
  return root;
}

function element(name: string, className: string, text = ''): HTMLElement {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}
