import { env, Uri } from 'vscode';

/**
 * Opens the provider's page. Our own address on localhost goes first, because it leads to the provider's unharmed; hosted
 * editors rewrite loopback addresses and lose their path, so that there the provider's own address is opened.
 * Resolves with false when the editor or the person refused.
 */
export async function openBrowser(startUrl: string, providerUrl: string): Promise<boolean> {
  const start = Uri.parse(startUrl, true);
  const external = await env.asExternalUri(start);
  if (external.authority === start.authority) return env.openExternal(start);
  // As text: a Uri decodes its query, which spoils a SAMLRequest. The editor takes a text too, its types say otherwise.
  return env.openExternal(providerUrl as unknown as Uri);
}
