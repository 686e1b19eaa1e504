import { env, ExtensionKind, extensions, UIKind, Uri } from 'vscode';
import { acsUrl, type Profile } from '../../core/profile';
import type { Situation } from '../../federation/ways';
import { extensionId } from '../contributions';

/**
 * Where this window signs in from, as far as ways in depend on it. Beside the window (a desktop's own extension host) the browser
 * reaches us. Elsewhere, the editor is asked where the ACS leads to from the person's side, which forwards the port where it can:
 * only under the very same address will the provider's answer arrive. A window that is itself a page from this computer
 * (`http://127.0.0.1:8080/`) has its browser here too, though its addresses are rewritten.
 */
export async function situationOf(profile: Pick<Profile, 'provider' | 'acsPort'>): Promise<Situation> {
  const { provider } = profile;
  const uiKind = env.uiKind === UIKind.Web ? 'web' : 'desktop';
  const isBeside = extensions.getExtension(extensionId)?.extensionKind === ExtensionKind.UI;
  if (uiKind === 'desktop' && (isBeside || env.remoteName === undefined)) {
    return { provider, uiKind, loopbackReachable: true };
  }
  const remote = env.remoteName === undefined ? {} : { remoteName: env.remoteName };
  return { provider, uiKind, ...remote, loopbackReachable: await leadsHere(Uri.parse(acsUrl(profile)), uiKind) };
}

async function leadsHere(acs: Uri, uiKind: Situation['uiKind']): Promise<boolean> {
  let external;
  try {
    external = await env.asExternalUri(acs);
  } catch {
    // The editor cannot lead the port anywhere, or may not.
    return false;
  }
  if (external.authority === acs.authority) return true;
  return uiKind === 'web' && /^(localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/.test(external.authority);
}
