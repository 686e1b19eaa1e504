import type { Locator, Page } from 'playwright-core';
import { dialogButton, isHidden, isShown } from './page';
import { until } from './until';

/** A badge covers the icon while a sign-in is asked for: so the item around it is clicked, not the icon. */
function accountsButton(page: Page): Locator {
  return page.locator('.activitybar .action-item', { has: page.locator('a[aria-label^="Accounts"]') }).first();
}

const menuItem = (page: Page, text: string | RegExp): Locator =>
  page.locator('.action-menu-item').filter({ hasText: text }).first();

/**
 * Opens the Accounts menu. It shows what is known when it opens, and extensions start late: so it is opened again while
 * the wanted item is not there.
 */
async function openAccountsMenu(page: Page, wanted: string | RegExp, patience = 20_000): Promise<Locator> {
  const end = Date.now() + patience;
  const item = menuItem(page, wanted);
  while (Date.now() < end) {
    await accountsButton(page).click();
    if (await isShown(item, 1000)) return item;
    await closeMenu(page);
  }
  throw new Error(`The Accounts menu has no item "${String(wanted)}".`);
}

/** A menu does not take clicks in its first moments, so that the click which opened it does not choose something. */
async function choose(item: Locator): Promise<void> {
  do await item.click();
  while (!(await isHidden(item, 500)));
}

async function closeMenu(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await page.locator('.action-menu-item').first().waitFor({ state: 'hidden' });
}

/** What the Accounts menu offers, line by line, once it has the wanted item and all others; closes it again. */
export async function accountsMenu(page: Page, wanted: string | RegExp): Promise<string[]> {
  const look = async (): Promise<string[]> => {
    await openAccountsMenu(page, wanted);
    const texts = await page.locator('.action-menu-item').allInnerTexts();
    await closeMenu(page);
    return texts.map((text) => text.replaceAll('\u00a0', ' ').trim());
  };
  // After a start it says so while accounts of the editor's own providers are still read.
  return until('the whole Accounts menu', look, (texts) => !texts.includes('Loading...'));
}

/**
 * Clicks "Sign in with <provider> to use ..." in the Accounts menu and answers the editor's own dialogs as a person does.
 * @returns the browser tab that opens at the provider
 */
export async function signInFromAccounts(page: Page, provider: string): Promise<Page> {
  const tab = page.context().waitForEvent('page');
  const item = await openAccountsMenu(page, `Sign in with ${provider}`);
  await choose(item);
  // At most two: "wants to sign in" and "open the external website?". Neither must come.
  const opened = tab.then(() => true);
  for (let count = 0; count < 2; count++) {
    const button = dialogButton(page, /^(Allow|Open)$/);
    const asked = isShown(button, 20_000).then((shown) => !shown);
    if (await Promise.race([opened, asked])) break;
    await button.click();
    await button.waitFor({ state: 'detached' });
  }
  return tab;
}

/** Signs an account out by its submenu, and confirms. */
export async function signOutFromAccounts(page: Page, account: string): Promise<void> {
  const item = await openAccountsMenu(page, account);
  await item.hover();
  await choose(menuItem(page, 'Sign Out'));
  await dialogButton(page, /^Sign Out$/).click();
}

/** Waits until an account is in the menu, and gives its line: "ethan@example.com (Amazon Redshift)". */
export async function signedInAccount(page: Page, account: string): Promise<string | undefined> {
  return (await accountsMenu(page, account)).find((line) => line.includes(account));
}
