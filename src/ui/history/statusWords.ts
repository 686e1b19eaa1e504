import { l10n, ThemeColor, ThemeIcon } from 'vscode';
import { pendingRequests, type LedgerRun, type LedgerStatement } from '../../run/ledgerRuns';

/** How something ended: its icon, and a word for it. */
export interface StatusLook {
  icon: ThemeIcon;
  words: string;
}

type Status = LedgerStatement['status'] | 'interrupted';

export function statementStatus({ status }: LedgerStatement): StatusLook {
  return lookOf(status);
}

export function runStatus(run: LedgerRun): StatusLook {
  if (run.status !== 'open') return lookOf(run.status);
  return lookOf(pendingRequests(run).length > 0 ? 'pending' : 'interrupted');
}

/** The status as the service names it. */
export function listedStatus(status: string): StatusLook {
  const known: Partial<Record<string, Status>> = { FINISHED: 'finished', FAILED: 'failed', ABORTED: 'aborted' };
  return lookOf(known[status] ?? 'pending');
}

function lookOf(status: Status): StatusLook {
  switch (status) {
    case 'finished':
      return { icon: icon('pass', 'testing.iconPassed'), words: l10n.t('finished') };
    case 'failed':
      return { icon: icon('error', 'testing.iconFailed'), words: l10n.t('failed') };
    case 'aborted':
      return { icon: icon('circle-slash', 'testing.iconSkipped'), words: l10n.t('cancelled') };
    case 'notRun':
      return { icon: icon('debug-step-over', 'testing.iconSkipped'), words: l10n.t('not run') };
    case 'unknown':
      return { icon: icon('question', 'list.warningForeground'), words: l10n.t('end not known') };
    case 'pending':
      return { icon: icon('sync', 'testing.iconQueued'), words: l10n.t('running') };
    case 'interrupted':
      return { icon: icon('debug-pause', 'list.warningForeground'), words: l10n.t('not ended') };
  }
}

function icon(id: string, colour: string): ThemeIcon {
  return new ThemeIcon(id, new ThemeColor(colour));
}
