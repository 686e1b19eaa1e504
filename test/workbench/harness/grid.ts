import type { FrameLocator } from 'playwright-core';
import { setTimeout as pause } from 'node:timers/promises';

/** A grid by its ARIA roles, as assistive tools see it. */
export interface GridContents {
  /** Names, without their types and without the column of row numbers. */
  columns: string[];
  /** The rows that are in the page now; a virtual grid holds those that are visible and a few more. */
  rows: string[][];
  /** `aria-rowcount`: all rows, header included. */
  rowCount: number;
}

/**
 * Reads the grid of a page once it has at least so many rows in it, none of them still on its way. Each look is one call into
 * the page: the grid draws its rows anew at any time, and a look in steps would see half of two states.
 */
export async function readGrid(page: FrameLocator, atLeast = 1, patience = 20_000): Promise<GridContents> {
  const grid = page.getByRole('grid').first();
  await grid.waitFor();
  for (const end = Date.now() + patience; ;) {
    const { pending, ...contents } = await grid.evaluate(look);
    if (!pending && contents.rows.length >= atLeast) return contents;
    if (Date.now() > end)
      throw new Error(`The grid has ${contents.rows.length} rows${pending ? ', some empty yet' : ''}.`);
    await pause(50);
  }
}

/** The little of the DOM that is looked at; tests are compiled without its types. */
interface Node {
  innerText: string;
  getAttribute(name: string): string | null;
  querySelector(selector: string): Node | null;
  querySelectorAll(selector: string): Iterable<Node>;
}

/** Runs inside the page: may use nothing from outside. */
function look(element: unknown): GridContents & { pending: boolean } {
  const grid = element as Node;
  const [, ...headers] = [...grid.querySelectorAll('[role=columnheader]')];
  const rows = [...grid.querySelectorAll('[role=row]')]
    .map((row) => ({
      place: Number(row.getAttribute('aria-rowindex')),
      cells: [...row.querySelectorAll('[role=gridcell]')].map((cell) => cell.innerText.trim()),
    }))
    .filter(({ cells }) => cells.length > 0)
    .sort((one, other) => one.place - other.place);
  return {
    columns: headers.map((header) => header.innerText.trim().split('\n')[0] ?? ''),
    rows: rows.map(({ cells }) => cells),
    rowCount: Number(grid.getAttribute('aria-rowcount')),
    pending: grid.querySelector('.pending') !== null,
  };
}
