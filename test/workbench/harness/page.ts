import { errors, type FrameLocator, type Locator, type Page } from 'playwright-core';

/** Parts of the workbench's page that people see, found as they are in VS Code 1.100 and later. */

/**
 * Runs a command by its title, from the palette. The palette shows what is registered when it opens, and parts of the
 * workbench register late: so it is opened again while the command is not there.
 */
export async function runCommand(page: Page, title: string, patience = 20_000): Promise<void> {
  const end = Date.now() + patience;
  const row = page.locator('.quick-input-widget:visible .monaco-list-row', {
    has: page.getByText(title, { exact: true }),
  });
  for (;;) {
    await typeIntoPalette(page, `>${title}`);
    if (await isShown(row.first(), 1500)) break;
    if (Date.now() > end) throw new Error(`The palette has no command "${title}".`);
    await page.keyboard.press('Escape');
  }
  await row.first().click();
}

/** Opens the palette with a text in it. A webview that is just getting the focus lets the key go by: so it is pressed again. */
async function typeIntoPalette(page: Page, text: string, patience = 20_000): Promise<void> {
  const end = Date.now() + patience;
  do {
    if (Date.now() > end) throw new Error('The palette does not open.');
    await page.keyboard.press('F1');
  } while (!(await isShown(quickInput(page), 2000)));
  await quickInput(page).fill(text);
}

/** Whether something is to be seen within so many ms. */
export function isShown(locator: Locator, patience: number): Promise<boolean> {
  return comesTrue(locator.waitFor({ timeout: patience }));
}

/** Whether something has gone within so many ms. */
export function isHidden(locator: Locator, patience: number): Promise<boolean> {
  return comesTrue(locator.waitFor({ state: 'hidden', timeout: patience }));
}

async function comesTrue(waiting: Promise<void>): Promise<boolean> {
  try {
    await waiting;
    return true;
  } catch (error) {
    if (error instanceof errors.TimeoutError) return false;
    throw error;
  }
}

/** The text field of the palette, of quick picks and input boxes. */
export function quickInput(page: Page): Locator {
  return page.locator('.quick-input-widget:visible .quick-input-box input');
}

/** Chooses an item of the open quick pick. The pointer may rest on one from the click before, whose hover then lies over the others. */
export async function pickItem(page: Page, text: string | RegExp): Promise<void> {
  await page.mouse.move(0, 0);
  await page.locator('.quick-input-widget:visible .monaco-list-row').filter({ hasText: text }).first().click();
}

/** Opens a file of the workspace in the editor. */
export async function openFile(page: Page, name: string): Promise<void> {
  await typeIntoPalette(page, name); // without ">": files
  await pickItem(page, name);
  await page.locator('.tab.active', { hasText: name }).waitFor();
}

/** Puts the cursor of the active editor somewhere. Both from 1. */
export async function goTo(page: Page, line: number, column = 1): Promise<void> {
  await typeIntoPalette(page, `:${line},${column}`);
  await page.keyboard.press('Enter');
}

/** A message at the lower right, or in the notifications centre. */
export function notification(page: Page, text: string | RegExp): Locator {
  return page
    .locator('.notification-toast, .notifications-center .notification-list-item')
    .filter({ hasText: text })
    .first();
}

/** A button of the open modal dialog. */
export function dialogButton(page: Page, text: string | RegExp): Locator {
  return page.locator('.monaco-dialog-box .monaco-button').filter({ hasText: text }).first();
}

/** An entry of the status bar. */
export function statusBarItem(page: Page, text: string | RegExp): Locator {
  return page.locator('.statusbar-item').filter({ hasText: text }).first();
}

/** Opens a view container by the name that its icon in the activity bar has. */
export async function openViewContainer(page: Page, name: string): Promise<void> {
  const icon = page.locator('.activitybar .action-item', { has: page.locator(`a[aria-label^="${name}"]`) }).first();
  await icon.waitFor();
  const classes = (await icon.getAttribute('class')) ?? '';
  if (!classes.split(' ').includes('checked')) await icon.click();
}

/** The document inside a webview: the workbench's page holds a frame, which holds the page of the extension. */
export function webview(page: Page, nth = 0): FrameLocator {
  return page.locator('iframe.webview.ready').nth(nth).contentFrame().frameLocator('iframe#active-frame');
}

/** The webview that shows a text; there may be several. */
export async function webviewWith(page: Page, text: string | RegExp, patience = 20_000): Promise<FrameLocator> {
  const end = Date.now() + patience;
  while (Date.now() < end) {
    const count = await page.locator('iframe.webview.ready').count();
    for (let nth = 0; nth < count; nth++) {
      const document = webview(page, nth);
      if (await isShown(document.getByText(text).first(), 500)) return document;
    }
  }
  throw new Error(`No webview shows "${String(text)}".`);
}
