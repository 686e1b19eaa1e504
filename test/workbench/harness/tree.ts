import type { Locator, Page } from 'playwright-core';
import { isHidden } from './page';

const rows = '.sidebar .pane-body .monaco-list-row';

/** A row of the sidebar's trees, by the start of its text. */
export function treeRow(page: Page, text: string | RegExp): Locator {
  return page.locator(rows).filter({ hasText: text }).first();
}

/** Expands rows one after the other, each by its text, and waits for what each holds: nodes, or the word that there are none. */
export async function expand(page: Page, ...path: readonly (string | RegExp)[]): Promise<void> {
  for (const text of path) {
    const row = treeRow(page, text);
    await row.waitFor();
    if ((await row.getAttribute('aria-expanded')) === 'false') await row.locator('.monaco-tl-twistie').click();
    const level = Number(await row.getAttribute('aria-level'));
    const place = Number(await row.getAttribute('data-index'));
    await page.locator(`${rows}[data-index="${place + 1}"][aria-level="${level + 1}"]`).waitFor();
  }
}

/**
 * Chooses an entry of a row's context menu. Rows move when their tree is read again, also between where one is found and the click:
 * the tree gives the focus to the row whose menu it opens, and a menu of another row is closed again.
 */
export async function chooseFor(page: Page, row: string | RegExp, entry: string, patience = 20_000): Promise<void> {
  const item = page.locator('.action-menu-item').filter({ hasText: entry }).first();
  const focused = page.locator(`${rows}.focused`).filter({ hasText: row });
  for (const end = Date.now() + patience; ;) {
    // The hover of the row that the pointer rests on may lie over this one.
    await page.mouse.move(0, 0);
    await treeRow(page, row).click({ button: 'right' });
    await page.locator('.action-menu-item').first().waitFor();
    if ((await focused.count()) > 0) break;
    if (Date.now() > end) throw new Error(`No menu opens for the row "${String(row)}".`);
    await page.keyboard.press('Escape');
    await page.locator('.action-menu-item').first().waitFor({ state: 'hidden' });
  }
  await item.waitFor();
  // A menu does not take clicks in its first moments, so that the click which opened it does not choose something.
  do await item.click();
  while (!(await isHidden(item, 500)));
}

/** The visible rows of the sidebar's trees: level from 1, and text. */
export async function treeRows(page: Page): Promise<{ level: number; text: string }[]> {
  const shown = await page.locator(rows).all();
  return Promise.all(
    shown.map(async (row) => ({
      level: Number(await row.getAttribute('aria-level')),
      text: (await row.innerText()).replaceAll(/\s+/g, ' ').trim(),
    })),
  );
}
