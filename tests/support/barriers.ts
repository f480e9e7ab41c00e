import axe, { type Result } from 'axe-core';
import type { Page } from 'playwright-core';

/**
 * What stands in the way of somebody in a page as it is, by axe's rules, each with the first element that it is found
 * on; also names that lack the words that are seen, which axe itself only tries.
 * @param within a selector: only there
 */
export async function barriersOf(page: Page, within?: string): Promise<Result[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate((part) => {
    const run = { rules: { 'label-content-name-mismatch': { enabled: true } } };
    const { axe: there } = globalThis as unknown as { axe: typeof axe };
    return there.run(part ?? document, run);
  }, within);
  return violations;
}

/** As `barriersOf`, in words, but for what is no more than a nuisance. */
export async function seriousBarriers(page: Page): Promise<string[]> {
  const found = await barriersOf(page);
  return found.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(barrierText);
}

export function barrierText({ id, nodes }: Result): string {
  return `${id} ${nodes[0]?.html.slice(0, 200)}`;
}
