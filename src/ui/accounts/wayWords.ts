import { l10n } from 'vscode';
import type { WayId } from '../../core/profile';
import type { Situation, WayOffer, WayReason } from '../../federation/ways';

/** A way in, as it stands in a list. */
export function wayLabel(id: WayId): string {
  switch (id) {
    case 'browser':
      return l10n.t('Browser');
    case 'oktaPassword':
      return l10n.t('Okta user name and password');
    case 'pasted':
      return l10n.t('Pasted SAML response');
  }
}

/** What a way asks of the person, or why it does not work here. */
export function wayDetail({ id, offered, why }: WayOffer, situation: Situation): string {
  // Why it does not work stands above the list.
  if (!offered) return l10n.t('Only if its port is forwarded unchanged.');
  const reason = why === undefined ? '' : reasonText(why, situation);
  const what: Record<WayId, string> = {
    browser: l10n.t('On your provider’s page, with all that it asks for.'),
    oktaPassword: l10n.t('Typed in here, with code or push. Nothing of it is stored.'),
    pasted: l10n.t('Copied from the developer tools of any browser.'),
  };
  return id === 'browser' && why === 'portForwarded' ? `${what[id]} ${reason}` : what[id];
}

/** Why things are as they are; short, for one line of a list. */
export function reasonText(why: WayReason, { remoteName, uiKind }: Pick<Situation, 'remoteName' | 'uiKind'>): string {
  switch (why) {
    case 'portForwarded':
      return l10n.t('The editor forwards the port of the answer.');
    case 'loopbackUnreachable':
      return uiKind === 'web' || remoteName === undefined
        ? l10n.t('This editor runs on another computer, which your browser cannot reach.')
        : l10n.t('The extension runs at “{0}”, which your browser cannot reach.', remoteName);
    case 'notOkta':
      return l10n.t('Only Okta takes a password this way.');
  }
}
