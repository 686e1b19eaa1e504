import assert from 'node:assert/strict';
import { commands, extensions } from 'vscode';
import { extensionId } from '../../src/ui/contributions';

interface Manifest {
  contributes: { commands?: { command: string }[] };
}

describe('the extension', () => {
  const found = extensions.getExtension<unknown>(extensionId);

  it('activates', async () => {
    assert.ok(found);
    await found.activate();
    assert.equal(found.isActive, true);
  });

  it('registers every command that its manifest offers', async () => {
    const { contributes } = found?.packageJSON as Manifest;
    const offered = (contributes.commands ?? []).map(({ command }) => command);
    const registered = new Set(await commands.getCommands(true));
    assert.deepEqual(
      offered.filter((command) => !registered.has(command)),
      [],
    );
  });
});
