import {
  CodeAction,
  CodeActionKind,
  l10n,
  languages,
  type CodeActionProvider,
  type Range,
  type TextDocument,
  type Uri,
} from 'vscode';
import { readDenial } from '../../access/denied/denial';
import type { Disposable } from '../../core/ports';
import type { AccountService } from '../accounts/accountService';
import { registerCommand } from '../commandRunner';
import { commands, languages as ids } from '../contributions';
import type { Messages } from '../messages';
import type { Query } from '../query/registerQuery';
import { WhyDenied, type DeniedAbout } from './whyDenied';

interface Parts {
  accounts: AccountService;
  query: Query;
  messages: Messages;
  extensionUri: Uri;
}

/** Hands the question why something was denied to the editor. */
export function registerDenied({ accounts, query, messages, extensionUri }: Parts): Disposable[] {
  const denied = new WhyDenied(accounts, query, messages, extensionUri);
  const files = [{ language: ids.sql }, { pattern: '**/*.{sql,SQL}' }];
  return [
    denied,
    registerCommand(messages, commands.whyDenied, l10n.t('finding out why it was denied'), (about: DeniedAbout) =>
      denied.ask(about),
    ),
    languages.registerCodeActionsProvider(files, new WhyDeniedActions(query), {
      providedCodeActionKinds: [CodeActionKind.QuickFix],
    }),
  ];
}

/** The light bulb at an error that is about rights. */
class WhyDeniedActions implements CodeActionProvider {
  constructor(private readonly query: Pick<Query, 'runs' | 'errors'>) {}

  provideCodeActions(document: TextDocument, range: Range): CodeAction[] {
    const target = this.query.runs.fileOf(document)?.lastRun?.target;
    if (target === undefined) return [];
    return this.query.errors.at(document, range).flatMap(({ diagnostic, statement, message }) => {
      if (readDenial(message) === undefined) return [];
      const title = l10n.t('Why Denied?');
      const action = new CodeAction(title, CodeActionKind.QuickFix);
      action.diagnostics = [diagnostic];
      action.command = { command: commands.whyDenied, title, arguments: [{ target, statement, message }] };
      return [action];
    });
  }
}
