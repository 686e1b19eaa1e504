import type { Page } from 'playwright-core';

/** Draws terminals as text of the page, which a test can read. */
export const readableTerminals = { 'terminal.integrated.gpuAcceleration': 'off' } as const;

/** Waits until the terminal that is shown has a text; gives all that it shows, line by line. */
export async function terminalLines(page: Page, text: string | RegExp): Promise<string[]> {
  const rows = page.locator('.terminal-wrapper.active .xterm-rows');
  await rows.filter({ hasText: text }).waitFor();
  const lines = await rows.locator('> div').allInnerTexts();
  return lines.map((line) => line.replaceAll('\u00a0', ' ').trimEnd()).filter((line) => line !== '');
}

/** Types a line into the terminal that is shown. */
export async function typeInTerminal(page: Page, line: string): Promise<void> {
  await page.locator('.terminal-wrapper.active textarea').first().focus();
  await page.keyboard.type(line);
  await page.keyboard.press('Enter');
}
