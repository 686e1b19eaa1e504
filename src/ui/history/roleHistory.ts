import { l10n, window } from 'vscode';
import { Cancelled } from '../../core/failure';
import { chooseAccount } from '../accounts/accountPicker';
import type { AccountService } from '../accounts/accountService';
import { partsOfRoleArn } from '../accounts/roleArn';
import type { Messages } from '../messages';
import { views } from '../contributions';
import type { HistoryTree } from './historyTree';
import { failedRoleNode, roleNode } from './nodeMapping';

const patienceMs = 60_000;

/** Shows what ran elsewhere under an account's AWS role, once the person wants other people's statements. Rejects with Cancelled. */
export async function showRoleHistory(accounts: AccountService, tree: HistoryTree, messages: Messages): Promise<void> {
  const { account, roleArn } = await chooseAccount(accounts, l10n.t('Show what ran under the AWS role'));
  const role = partsOfRoleArn(roleArn).name;
  const yes = l10n.t('Show Statements');
  const question = l10n.t('Show what ran under the AWS role {0}?', role);
  const detail = l10n.t(
    'These are statements of everybody who shares this role, with whatever stands in their texts. They are fetched once, shown apart, and not kept.',
  );
  if ((await window.showWarningMessage(question, { modal: true, detail }, yes)) !== yes) throw new Cancelled();
  await window.withProgress({ location: { viewId: views.history } }, async () => {
    try {
      const redshift = await accounts.redshiftFor(account.id);
      const listed = await redshift.statements('role', AbortSignal.timeout(patienceMs));
      tree.showRole(roleNode(account.id, role, listed, await tree.runs()));
    } catch (error) {
      if (Cancelled.is(error)) throw error;
      messages.logFailure(error, l10n.t('loading the history'));
      tree.showRole(failedRoleNode(account.id, role, error));
    }
  });
}
