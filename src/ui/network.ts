import { workspace } from 'vscode';

/**
 * Whether requests must leave the HTTP agent to the editor to go through its proxy. It patches Node's own http and https, and with
 * its usual `http.proxySupport` (`override`) puts its agent in the place of any; with `on`, it goes by the agent of the request.
 */
export function editorAgent(): boolean {
  return workspace.getConfiguration('http').get('proxySupport') === 'on';
}
