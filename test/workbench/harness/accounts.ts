import type { Locator, Page } from 'playwright-core';
import { dialogButton, isShown } from './page';

/** A badge covers the icon while a sign-in is asked for: so the item around it is clicked, not the icon. */
function accountsButton(page: Page): Locator {
  return page.locator('.activitybar .action-item', { has: page.locator('a[aria-label^="Accounts"]') }).first();
}

const menuItem = (page: Page, text: string | RegExp): Locator =>
  page.locator('.action-menu-item').filter({ hasText: text }).first();

/** What the Accounts menu offers, line by line; closes it again. */
export async function accountsMenu(page: Page): Promise<string[]> {
  await accountsButton(page).click();
  const items = page.locator('.action-menu-item');
  await items.first().waitFor();
  const texts = await items.allInnerTexts();
  await page.keyboard.press('Escape');
  return texts.map((text) => text.replaceAll('\u00a0', ' ').trim());
}

/**
 * Clicks "Sign in with <provider> to use ..." in the Accounts menu and answers the editor's own dialogs as a person does.
 * @returns the browser tab that opens at the provider
 */
export async function signInFromAccounts(page: Page, provider: string): Promise<Page> {
  const tab = page.context().waitForEvent('page');
  await accountsButton(page).click();
  await menuItem(page, `Sign in with ${provider}`).click();
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
  await accountsButton(page).click();
  await menuItem(page, account).hover();
  await menuItem(page, 'Sign Out').click();
  await dialogButton(page, /^Sign Out$/).click();
}
