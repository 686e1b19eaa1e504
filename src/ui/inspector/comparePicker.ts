import {
  commands as editorCommands,
  l10n,
  ProgressLocation,
  QuickPickItemKind,
  window,
  type QuickPickItem,
} from 'vscode';
import { Cancelled } from '../../core/failure';
import type { Session } from '../../core/session';
import { sameTarget, type Target } from '../../core/warehouse';
import { chooseAmong } from '../accounts/accountPicker';
import type { AccountService } from '../accounts/accountService';
import { partsOfRoleArn } from '../accounts/roleArn';
import { chooseWarehouse } from '../accounts/warehousePicker';
import { withSignal } from '../cancellation';
import { commands } from '../contributions';
import type { AccessReader, KeptPicture } from './accessReader';
import type { ComparedSide } from './comparisonPanel';
import { openPicture } from './savedPictures';
import { timeOf } from './times';

interface Parts {
  accounts: AccountService;
  reader: AccessReader;
}

type Item = QuickPickItem & { sides?: () => Promise<readonly [ComparedSide, ComparedSide]> };

/** Asks what to compare with what one may do at a target now. Rejects with Failure or Cancelled. */
export async function chooseSides(
  parts: Parts,
  session: Session,
  target: Target,
): Promise<readonly [ComparedSide, ComparedSide]> {
  const { accounts, reader } = parts;
  const title = l10n.t('Compare access of {0} on {1} with', session.account.label, target.warehouse.name);
  const now = liveSide(reader, target);
  const isNow = (kept: KeptPicture): boolean =>
    sameTarget(kept.target, target) && kept.picture.aws.roleArn === session.roleArn;
  const others = await accounts.sessions();
  const items: Item[] = [
    ...(others.length < 2
      ? []
      : [
          {
            label: l10n.t('$(account) Another account…'),
            sides: async () => [now, await anotherAccount(parts, title, others, session)] as const,
          },
        ]),
    {
      label: l10n.t('$(server) Another warehouse…'),
      detail: l10n.t('As {0}', session.account.label),
      sides: async () => [now, await liveAt(parts, title, session)] as const,
    },
    {
      label: l10n.t('$(arrow-swap) Another AWS role…'),
      detail: l10n.t('What you may do now is read first; then {0} takes the other role.', session.account.label),
      sides: () => anotherRole(parts, title, session, target),
    },
    {
      label: l10n.t('$(file) A saved picture…'),
      detail: l10n.t('A file that “Export JSON…” wrote.'),
      sides: async () => [now, fixedSide(await openPicture())] as const,
    },
    ...keptItems(reader.kept.filter((kept) => !isNow(kept)), now),
  ];
  const chosen = await window.showQuickPick(items, { title, matchOnDescription: true, matchOnDetail: true });
  if (!chosen?.sides) throw new Cancelled();
  return chosen.sides();
} // prettier-ignore

function keptItems(kept: readonly KeptPicture[], now: ComparedSide): Item[] {
  if (kept.length === 0) return [];
  const items = kept.map(({ picture }): Item => {
    const { account, aws, warehouse, database, readAt } = picture;
    return {
      label: `$(history) ${account}`,
      description: partsOfRoleArn(aws.roleArn).name,
      detail: l10n.t('{0}, as it was at {1}', `${warehouse.name}/${database}`, timeOf(readAt)),
      sides: () => Promise.resolve([now, fixedSide(picture)] as const),
    };
  });
  return [{ label: l10n.t('Read before'), kind: QuickPickItemKind.Separator }, ...items];
}

function liveSide(reader: AccessReader, target: Target): ComparedSide {
  return { accountId: target.accountId, read: (signal) => reader.read(target, signal) };
}

function fixedSide(picture: KeptPicture['picture']): ComparedSide {
  return { read: () => Promise.resolve(picture) };
}

async function liveAt({ accounts, reader }: Parts, title: string, session: Session): Promise<ComparedSide> {
  const accountId = session.account.id;
  const warehouse = await chooseWarehouse(accounts, title, accountId);
  return liveSide(reader, { accountId, warehouse, database: warehouse.database });
}

async function anotherAccount(
  parts: Parts,
  title: string,
  all: readonly Session[],
  session: Session,
): Promise<ComparedSide> {
  const others = all.filter(({ account }) => account.id !== session.account.id);
  const only = others.length === 1 ? others[0] : undefined;
  return liveAt(parts, title, only ?? (await chooseAmong(parts.accounts, others, title)));
}

/** An account has one AWS role at a time: so this one's is read, and then the other is taken. */
async function anotherRole(
  parts: Parts,
  title: string,
  session: Session,
  target: Target,
): Promise<readonly [ComparedSide, ComparedSide]> {
  const { accounts, reader } = parts;
  const accountId = session.account.id;
  const before = await window.withProgress(
    { location: ProgressLocation.Notification, title: l10n.t('Reading what you may do…'), cancellable: true },
    (_, token) => withSignal(token, (signal) => reader.read(target, signal)),
  );
  await editorCommands.executeCommand(commands.switchRole, { accountId });
  const after = await accounts.session(accountId);
  // Given up, or failed with a message of its own.
  if (!after || after.roleArn === before.aws.roleArn) throw new Cancelled();
  return [fixedSide(before), await liveAt(parts, title, after)];
}
