import type { Locator, Page } from 'playwright-core';

/** A row of the sidebar's trees, by the start of its text. */
export function treeRow(page: Page, text: string | RegExp): Locator {
  return page.locator('.sidebar .pane-body .monaco-list-row').filter({ hasText: text }).first();
}

/** Expands rows one after the other, each by its text, and waits for what the last one holds. */
export async function expand(page: Page, ...path: readonly (string | RegExp)[]): Promise<void> {
  for (const text of path) {
    const row = treeRow(page, text);
    await row.waitFor();
    if ((await row.getAttribute('aria-expanded')) === 'false') await row.locator('.monaco-tl-twistie').click();
    await page.locator('.monaco-tl-twistie.codicon-tree-item-loading').first().waitFor({ state: 'detached' });
  }
}

/** The visible rows of the sidebar's trees: level from 1, and text. */
export async function treeRows(page: Page): Promise<{ level: number; text: string }[]> {
  const rows = await page.locator('.sidebar .pane-body .monaco-list-row').all();
  return Promise.all(
    rows.map(async (row) => ({
      level: Number(await row.getAttribute('aria-level')),
      text: (await row.innerText()).replaceAll(/\s+/g, ' ').trim(),
    })),
  );
}
