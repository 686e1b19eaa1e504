import { randomBytes } from 'node:crypto';
import { say } from '../common/say';
import { ensureEditor } from '../editor/install';
import { startEditorProxy } from '../editor/proxy';
import { installExtension, startEditorServer } from '../editor/server';
import { chosenEditor } from '../editor/versions';
import { openInBrowser } from './display';
import type { RunningEditor, StartContext } from './context';

/** VS Code's workbench in the person's browser. */
export async function startWebEditor(context: StartContext): Promise<RunningEditor> {
  const { home, signal, workspace } = context;
  const install = await ensureEditor(chosenEditor(), signal);
  await installExtension(install, home, context.vsix, signal);
  const token = randomBytes(16).toString('hex');
  const server = await startEditorServer({
    install,
    home,
    signal,
    token,
    settings: context.settings,
    proxyUri: '', // so that the provider's loopback address opens as it is
  });
  const proxy = await startEditorProxy({ upstreamPort: server.port, token, port: context.port });
  const address = `${proxy.origin}/?tkn=${token}&folder=${encodeURIComponent(workspace)}`;
  if (context.open && (await openInBrowser(address))) say('Opened in your browser.');
  return {
    lines: [['The editor', address]],
    ended: server.ended,
    async stop() {
      await proxy.stop();
      await server.stop();
    },
  };
}
