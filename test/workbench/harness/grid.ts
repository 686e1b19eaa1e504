import type { FrameLocator, Locator } from 'playwright-core';

/** A grid by its ARIA roles, as assistive tools see it. */
export interface GridContents {
  /** Names, without their types and without the column of row numbers. */
  columns: string[];
  /** The rows that are in the page now; a virtual grid holds those that are visible and a few more. */
  rows: string[][];
  /** `aria-rowcount`: all rows, header included. */
  rowCount: number;
}

/** Reads the grid of a page once it has at least so many rows in it. */
export async function readGrid(page: FrameLocator, atLeast = 1): Promise<GridContents> {
  const grid = page.getByRole('grid').first();
  const rows = grid.getByRole('row').filter({ has: page.getByRole('gridcell') });
  await rows.nth(atLeast - 1).waitFor();
  const [, ...headers] = await texts(grid.getByRole('columnheader'));
  const columns = headers.map((header) => header.split('\n')[0] ?? '');
  const contents: { place: number; cells: string[] }[] = [];
  for (const row of await rows.all()) {
    contents.push({
      place: Number(await row.getAttribute('aria-rowindex')),
      cells: await texts(row.getByRole('gridcell')),
    });
  }
  contents.sort((one, other) => one.place - other.place);
  return {
    columns,
    rows: contents.map(({ cells }) => cells),
    rowCount: Number(await grid.getAttribute('aria-rowcount')),
  };
}

async function texts(locator: Locator): Promise<string[]> {
  return (await locator.allInnerTexts()).map((text) => text.trim());
}
