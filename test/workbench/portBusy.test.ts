import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { signedInAccount } from './harness/accounts';
import { requestCount } from './harness/control';
import { notification, runCommand } from './harness/page';
import { signInAtProvider } from './harness/provider';
import { useWorkbench } from './harness/workbench';

describe('another program on the port of the answer', () => {
  const workbench = useWorkbench({ sandbox: {} });

  it('is named before a tab opens, with what to do, and one click signs in when it has gone', async function () {
    this.timeout(120_000);
    const { page, context, sandbox, shot } = workbench();
    const { port } = new URL(sandbox?.acs ?? '');
    let opened = 0;
    context.on('page', () => opened++);
    const other = createServer().listen(Number(port), '127.0.0.1');
    await once(other, 'listening');
    try {
      await runCommand(page, 'Redshift: Sign In...');
      const message = notification(page, `Another program uses port ${port}`);
      await message.waitFor();
      await shot('port busy light');
      await runCommand(page, 'Preferences: Toggle between Light/Dark Themes');
      await page.locator('.monaco-workbench.vs-dark').waitFor();
      await shot('port busy dark');
      const text = await message.locator('.notification-list-item-message').innerText();
      const toDo = [
        'End that program (often a database tool that is signing in) and try again.',
        'To use another port for good, it must be changed in “acsPort” of the connection, in the provider’s app and in the trust policy of the AWS role.',
      ];
      assert.equal(
        text.replaceAll('\u00a0', ' '),
        [`Another program uses port ${port}, where your identity provider’s answer arrives.`, ...toDo].join(' '),
      );
      assert.deepEqual([opened, await requestCount(workbench(), 'idp.sso')], [0, 0]);
    } finally {
      other.close();
    }
    const tab = context.waitForEvent('page');
    await notification(page, 'Another program uses port').getByRole('button', { name: 'Sign In' }).click();
    await signInAtProvider(await tab, sandbox, 'ethan');
    await (await tab).close();
    assert.equal(await signedInAccount(page, 'ethan'), 'ethan@example.com (Amazon Redshift)');
  });
});
