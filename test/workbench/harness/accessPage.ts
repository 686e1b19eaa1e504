import type { FrameLocator } from 'playwright-core';

/** The stations of the inspector's chain: title, the word for its link, and its state. */
export async function stationTexts(page: FrameLocator): Promise<string[][]> {
  const stations = await page.locator('.station').all();
  return Promise.all(
    stations.map(async (station) => [
      await station.getByRole('heading').innerText(),
      await station.locator('.link').innerText(),
      await station.locator('.state').innerText(),
    ]),
  );
}

/** The rows of the matrix: what a screen reader says of each. */
export function matrixRows(page: FrameLocator): Promise<string[]> {
  return page
    .locator('.body [role="row"]')
    .evaluateAll((rows) => rows.map((row) => row.getAttribute('aria-label') ?? ''));
}
