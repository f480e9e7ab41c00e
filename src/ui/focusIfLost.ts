/**
 * Gives the focus to an element where what had it has left the page; without one, to the page's main part, so that the
 * keyboard and a screen reader go on from there and not from the top.
 */
export function focusIfLost(element: HTMLElement | null | undefined): void {
  const { activeElement, body } = document;
  if (activeElement && activeElement !== body && activeElement.isConnected) return;
  (element ?? document.querySelector<HTMLElement>('main'))?.focus({ preventScroll: true });
}
