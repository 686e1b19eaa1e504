import { l10n } from 'vscode';
import { timeOfDay } from './markWords';
import type { SessionFace } from './sessionFace';

/** A session in the status bar. */
export interface SessionWords {
  icon: string;
  text: string;
  /** In full: the tooltip, and what screen readers say. */
  spoken: string;
  /** A theme colour, where something is wrong. */
  background?: 'statusBarItem.warningBackground' | 'statusBarItem.errorBackground';
}

/** The words for a session's state. */
export function sessionWords(face: SessionFace): SessionWords {
  switch (face.kind) {
    case 'idle':
      return {
        icon: 'vm-active',
        text: face.until === undefined ? l10n.t('Session') : l10n.t('Session until {0}', timeOfDay(face.until)),
        spoken: l10n.t('This file has a Redshift session, which is idle.') + until(face),
      };
    case 'busy':
      return {
        icon: 'vm-running',
        text: l10n.t('Session busy'),
        spoken: l10n.t('The Redshift session of this file is running a statement.'),
      };
    case 'transaction':
      return {
        icon: 'git-commit',
        text: l10n.t('In a transaction'),
        spoken:
          l10n.t('A transaction is open in the session of this file: others see its changes after COMMIT.') +
          until(face),
      };
    case 'failedTransaction':
      return {
        icon: 'warning',
        text: l10n.t('Transaction failed'),
        spoken:
          l10n.t('A statement failed in the transaction of this file: Redshift refuses all others until ROLLBACK.') +
          until(face),
        background: 'statusBarItem.warningBackground',
      };
    case 'expired':
      return {
        icon: face.transaction ? 'error' : 'circle-slash',
        text: l10n.t('Session over'),
        spoken: face.transaction
          ? l10n.t('The session of this file was idle for too long and is over: its open transaction was rolled back.')
          : l10n.t(
              'The session of this file was idle for too long and is over; its temporary tables and settings are gone.',
            ),
        ...(face.transaction && { background: 'statusBarItem.errorBackground' as const }),
      };
    case 'lost':
      return {
        icon: 'error',
        text: l10n.t('Session lost'),
        spoken: l10n.t(
          'The session of this file is over, and with it its open transaction, or its temporary tables and settings. The next statement opens a new one.',
        ),
        background: 'statusBarItem.errorBackground',
      };
  }
}

function until({ until: at }: { until?: number }): string {
  return at === undefined ? '' : ` ${l10n.t('It ends at {0} if nothing runs in it before.', timeOfDay(at))}`;
}
