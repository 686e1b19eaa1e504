import { l10n, window } from 'vscode';
import { Cancelled, Failure } from '../../core/failure';
import type { Session } from '../../core/session';
import type { AccountService } from './accountService';
import { partsOfRoleArn } from './roleArn';

/**
 * The account to work with: the one named, the only one, or the one that the person picks. Rejects with `account.none` when
 * there is none, or with Cancelled.
 */
export async function chooseAccount(accounts: AccountService, title: string, accountId?: string): Promise<Session> {
  const sessions = await accounts.sessions();
  const [only] = accountId === undefined ? sessions : sessions.filter(({ account }) => account.id === accountId);
  if (!only) throw new Failure('account.none', {});
  if (accountId !== undefined || sessions.length === 1) return only;
  return chooseAmong(accounts, sessions, title);
}

/** The one of these accounts that the person picks. Rejects with Cancelled. */
export async function chooseAmong(
  accounts: Pick<AccountService, 'isExpired'>,
  sessions: readonly Session[],
  title: string,
): Promise<Session> {
  const items = sessions.map((session) => ({
    label: session.account.label,
    description: partsOfRoleArn(session.roleArn).name,
    ...(accounts.isExpired(session) ? { detail: l10n.t('expired: sign in again') } : {}),
    session,
  }));
  const chosen = await window.showQuickPick(items, { title, placeHolder: l10n.t('Account') });
  if (!chosen) throw new Cancelled();
  return chosen.session;
}
