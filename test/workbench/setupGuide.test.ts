import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import { readSetup } from '../../src/access/setup/readSetup';
import { emptySetup, type SetupInput } from '../../src/access/setup/setupInput';
import { guideTexts } from '../../src/ui/setup/setupProfile';
import { clipboardText } from './harness/capture';
import {
  dialogButton,
  notification,
  openViewContainer,
  pickItem,
  quickInput,
  runCommand,
  webviewWith,
} from './harness/page';
import { until } from './harness/until';
import { useWorkbench } from './harness/workbench';

/** What the administrator of this story types. */
const input: SetupInput = {
  ...emptySetup,
  connection: 'Sales warehouse',
  loginUrl: 'https://example.okta.com/home/amazon_redshift/0oa1/aln1',
  ports: '7890, 7891',
  account: '123456789012',
  region: 'eu-central-1',
  warehouse: 'sales-1',
  database: 'dwh',
  groups: [
    { group: 'Sales "North"', role: 'sales', schemas: 'sales_schema, shared', access: 'read' },
    { group: 'Finance', role: 'finance', schemas: 'finance_schema', access: 'change' },
  ],
};
const texts = guideTexts(readSetup(input).plan ?? assert.fail());

/** The errors that stand at fields, each after its label. */
async function errorsOf(guide: FrameLocator): Promise<string[]> {
  const fields = guide.locator('.field:visible', { has: guide.locator('[aria-invalid]') });
  return Promise.all(
    (await fields.all()).map(
      async (field) => `${await field.locator('label').innerText()}: ${await field.locator('.error').innerText()}`,
    ),
  );
}

async function fillIn(guide: FrameLocator): Promise<void> {
  const type = (label: string, value: string): Promise<void> => guide.getByLabel(label, { exact: true }).fill(value);
  await type('Name of the connection', input.connection);
  await type('Login URL', input.loginUrl);
  await type('Ports for the answer', input.ports);
  await type('Account', input.account);
  await type('Region', input.region);
  await type('Cluster identifier or workgroup name', input.warehouse);
  await type('Database', input.database);
  await guide.getByRole('button', { name: 'Add Line' }).click();
  for (const [at, row] of input.groups.entries()) {
    const line = guide.getByRole('group', { name: `Line ${at + 1}`, exact: true });
    await line.getByLabel('Group').fill(row.group);
    await line.getByLabel('Database role').fill(row.role);
    await line.getByLabel('Schemas, by commas').fill(row.schemas);
    await line.getByLabel('Tables').selectOption(row.access);
  }
}

/** Goes on from the workspace's folder, with which the editor's own dialog begins, to one in it. */
async function chooseFolder(page: Page, name: string): Promise<void> {
  const path = (): Promise<string> => quickInput(page).inputValue();
  await until('the dialog for a folder', path, (text) => text.endsWith('/workspace/'));
  await quickInput(page).press('End');
  await quickInput(page).pressSequentially(`${name}/`);
  await until('the folder', path, (text) => text.endsWith(`/workspace/${name}/`));
  await page.locator('.quick-input-widget:visible').getByRole('button', { name: 'Write Here' }).click();
}

describe('an administrator with the set-up guide', () => {
  const workbench = useWorkbench();
  const open = (): Promise<FrameLocator> => webviewWith(workbench().page, 'Groups and database roles');
  const folder = (): string => path.join(workbench().folder, 'guide');

  it('is told at each field what is missing or wrong', async () => {
    const { page, shot } = workbench();
    await openViewContainer(page, 'Redshift');
    await page.getByText('Set-up guide for administrators').click();
    const guide = await open();
    await guide.getByLabel('Provider', { exact: true }).selectOption('Microsoft Entra ID');
    await guide.getByLabel('Kind').selectOption('Serverless workgroup');
    await guide.getByLabel('Group', { exact: true }).fill('Sales');
    await guide.getByLabel('Database role').fill('sales:north');
    await guide.getByRole('button', { name: 'Write the Texts' }).click();
    await guide.getByText('To be corrected: 5').waitFor();
    assert.deepEqual(await errorsOf(guide), [
      'Account: This is needed.',
      'Region: This is needed.',
      'Cluster identifier or workgroup name: This is needed.',
      'Workgroup ID: This is needed.',
      'Database role: A colon divides roles in the tag RedshiftDbRoles: a role with one in its name cannot go into it.',
    ]);
    assert.equal(await guide.locator('input:focus').inputValue(), '');
    await shot('setup 1 errors');
    await guide.getByLabel('Provider', { exact: true }).selectOption('Okta');
    await guide.getByLabel('Kind').selectOption('Cluster');
  });

  it('gets every text in the order of the steps, and copies one', async () => {
    const { page, context, shot } = workbench();
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const guide = await open();
    await fillIn(guide);
    await guide.getByRole('button', { name: 'Write the Texts' }).click();
    await guide.getByText('The texts are below.').waitFor();
    await shot('setup 2 light form');
    assert.deepEqual(
      {
        steps: await guide.getByRole('heading', { level: 2 }).allInnerTexts(),
        texts: await guide.locator('pre').allInnerTexts(),
        warnings: await guide.locator('.warnings li').allInnerTexts(),
      },
      {
        steps: [
          '1. Identity provider: the application',
          '2. AWS: SAML provider and role',
          '3. Redshift: roles and grants',
          '4. Users: the connection',
          '5. Clean-up, in this order',
        ],
        texts: texts.map(({ text }) => text),
        warnings: [],
      },
    );
    await guide.getByRole('button', { name: 'Copy 2-trust-policy.json' }).click();
    await guide.getByText('2-trust-policy.json was copied.').waitFor();
    await shot('setup 3 light texts');
    assert.equal(await clipboardText(page), texts.find(({ id }) => id === 'trust')?.text);
  });

  it('reads it in a dark theme too', async () => {
    const { page, shot } = workbench();
    await runCommand(page, 'Preferences: Color Theme');
    await pickItem(page, 'Dark Modern');
    const guide = await open();
    await guide.getByRole('heading', { name: '2. AWS' }).scrollIntoViewIfNeeded();
    await shot('setup 4 dark texts');
    await guide.getByRole('heading', { level: 1 }).scrollIntoViewIfNeeded();
    await shot('setup 5 dark form');
  });

  it('writes them to a folder, and replaces nothing unasked', async () => {
    const { page, shot } = workbench();
    const guide = await open();
    mkdirSync(folder());
    const write = async (): Promise<void> => {
      await guide.getByRole('button', { name: 'Write Files to Folder...' }).click();
      await chooseFolder(page, 'guide');
    };
    await write();
    await notification(page, `10 files were written to ${folder()}.`).waitFor();
    const written = Object.fromEntries(
      readdirSync(folder()).map((file) => [file, readFileSync(path.join(folder(), file), 'utf8')]),
    );
    const { 'README.md': readme = '', ...others } = written;
    assert.deepEqual(others, Object.fromEntries(texts.map(({ file, text }) => [file, text])));
    assert.deepEqual(
      texts.filter(({ file }) => !readme.includes(`\`${file}\``)),
      [],
    );
    writeFileSync(path.join(folder(), '2-aws.sh'), 'mine');
    await write();
    await page.getByText('Files of these names are in the folder already.').waitFor();
    await shot('setup 6 replace');
    await dialogButton(page, 'Cancel').click();
    assert.equal(readFileSync(path.join(folder(), '2-aws.sh'), 'utf8'), 'mine');
  });

  it('finds what was filled in again after a reload', async () => {
    const { page, reload } = workbench();
    await reload();
    await runCommand(page, 'Redshift: Set-Up Guide for Administrators');
    const guide = await open();
    await guide.getByRole('button', { name: 'Write the Texts' }).click();
    await guide.getByText('The texts are below.').waitFor();
    assert.deepEqual(
      await guide.locator('pre').allInnerTexts(),
      texts.map(({ text }) => text),
    );
  });
});
