import { l10n, QuickPickItemKind, window, type QuickPickItem } from 'vscode';
import { Cancelled } from '../../core/failure';
import type { Profile, WayId } from '../../core/profile';
import type { Situation, WayOffer } from '../../federation/ways';
import { loadBackend } from '../backend';
import { situationOf } from './situation';
import { reasonText, wayDetail, wayLabel } from './wayWords';

/**
 * The way to sign in by: the wanted one (or the profile's own) where it works here, else what the person picks, who is told why
 * they are asked. Rejects with Cancelled.
 */
export async function usualWay(profile: Profile, wanted?: WayId): Promise<WayId> {
  const { offerWays, wayFor } = await loadBackend();
  const situation = await situationOf(profile);
  const way = wayFor(wanted === undefined ? profile : { way: wanted }, situation);
  return way === 'ask' ? pick(profile, situation, offerWays(situation)) : way;
}

/** The way that the person picks from all there are. Rejects with Cancelled. */
export async function anyWay(profile: Profile): Promise<WayId> {
  const { offerWays } = await loadBackend();
  const situation = await situationOf(profile);
  return pick(profile, situation, offerWays(situation));
}

type Item = QuickPickItem & { way?: WayId };

/** What does not work by itself stays in the list, apart: somebody may have led the port here by other means. */
async function pick(profile: Profile, situation: Situation, offers: readonly WayOffer[]): Promise<WayId> {
  const possible = offers.filter(({ why }) => why !== 'notOkta');
  const itemOf = (offer: WayOffer): Item => ({
    label: wayLabel(offer.id),
    detail: wayDetail(offer, situation),
    way: offer.id,
  });
  const apart: Item = { label: l10n.t('Does not work here by itself'), kind: QuickPickItemKind.Separator };
  const unlikely = possible.filter(({ offered }) => !offered).map(itemOf);
  const items = [
    ...possible.filter(({ offered }) => offered).map(itemOf),
    ...(unlikely.length === 0 ? [] : [apart, ...unlikely]),
  ];
  const chosen = await window.showQuickPick(items, {
    title: l10n.t('Sign in to Amazon Redshift ({0})', profile.name),
    placeHolder: situation.loopbackReachable ? l10n.t('Way to sign in') : reasonText('loopbackUnreachable', situation),
    ignoreFocusOut: true,
  });
  if (chosen?.way === undefined) throw new Cancelled();
  return chosen.way;
}
