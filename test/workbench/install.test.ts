import assert from 'node:assert/strict';
import { runCommand } from './harness/page';
import { useWorkbench } from './harness/workbench';

describe('the packaged extension in a real editor', () => {
  const workbench = useWorkbench({ files: { 'sample.sql': 'SELECT 1;\n' } });

  it('is installed and enabled', async () => {
    const { page } = workbench();
    await runCommand(page, 'Extensions: Show Enabled Extensions');
    const row = page.locator('.extensions-list .monaco-list-row', { hasText: 'Redshift Federation' }).first();
    await row.waitFor();
    await workbench().shot('installed');
    assert.match(await row.innerText(), /redshift-federation/i);
  });
});
