import { l10n, window } from 'vscode';
import { Cancelled, Failure } from '../../core/failure';
import { closeSession } from '../../run/closeSession';
import type { AccountService } from '../accounts/accountService';
import type { SessionNode } from './nodes';

const patienceMs = 60_000;

/** Closes a session, once the person wants what that means for what is under way in it. Rejects with Failure or Cancelled. */
export async function closeSessionOf(node: SessionNode, accounts: Pick<AccountService, 'redshiftFor'>): Promise<void> {
  await confirm(node);
  if (node.file !== undefined) return node.file.close();
  const { id, warehouse, database = '', status, statementId } = node.session;
  const { data } = await accounts.redshiftFor(node.accountId);
  if (status === 'busy' && statementId !== undefined) await data.cancel(statementId);
  try {
    await closeSession(data, { id, warehouse, database }, AbortSignal.timeout(patienceMs));
  } catch (error) {
    // Over already, which is what was wanted.
    if (!Failure.has(error, 'session.notAvailable') || error.facts.state !== 'unknown') throw error;
  }
}

/** Asks where something may be lost: of a session that is not this window's, nobody knows what is in it. */
async function confirm({ session, file }: SessionNode): Promise<void> {
  const isBusy = session.status === 'busy' || file?.state.session === 'busy';
  const mayHaveTransaction = file === undefined || file.state.transaction !== 'none';
  if (!isBusy && !mayHaveTransaction) return;
  const yes = isBusy ? l10n.t('Cancel Statement and Close') : l10n.t('Close Session');
  const question = isBusy
    ? l10n.t('A statement is running in this session. Cancel it and close the session?')
    : l10n.t('Close this session?');
  const whose =
    file === undefined
      ? l10n.t('No file of this window uses it so far; another window or tool may.')
      : l10n.t('{0} uses it.', file.name);
  const lost = l10n.t('A transaction that is open in it is rolled back, and its temporary tables are gone.');
  const detail = `${whose} ${lost}`;
  if ((await window.showWarningMessage(question, { modal: true, detail }, yes)) !== yes) throw new Cancelled();
}
