import { commands as editorCommands, l10n, MarkdownString, StatusBarAlignment, ThemeColor, window } from 'vscode';
import type { Disposable } from '../../core/ports';
import { commands, contextKeys } from '../contributions';
import type { RunRecord } from '../results/runRecord';
import { isSql } from './sqlDocument';
import type { SqlRuns } from './sqlRuns';
import { kindWords, targetWords } from './targetWords';

/** Tells in the status bar where the active SQL file goes and whether it runs; a click changes the one and cancels the other. */
export class QueryStatusBar implements Disposable {
  readonly #target = window.createStatusBarItem('redshiftFederation.target', StatusBarAlignment.Right, 101);
  readonly #run = window.createStatusBarItem('redshiftFederation.run', StatusBarAlignment.Right, 102);
  readonly #listeners: Disposable[];
  #updates = 0;
  #running = false;

  constructor(private readonly runs: SqlRuns) {
    this.#target.name = l10n.t('Redshift Target');
    this.#target.command = commands.selectTarget;
    this.#run.name = l10n.t('Redshift Run');
    this.#run.command = commands.cancelRun;
    this.#listeners = [
      runs.onDidChange(() => void this.update()),
      window.onDidChangeActiveTextEditor(() => void this.update()),
    ];
    void this.update();
  }

  async update(): Promise<void> {
    const update = ++this.#updates;
    const document = window.activeTextEditor?.document;
    if (document === undefined || !isSql(document)) {
      this.#target.hide();
      this.#showRun(undefined);
      return;
    }
    const record = this.runs.fileOf(document)?.record;
    this.#showRun(record?.active === true ? record : undefined);
    const found = await this.runs.targetOf(document);
    // The person went on to another editor meanwhile.
    if (update !== this.#updates) return;
    const production = found?.production === true;
    this.#target.backgroundColor = production ? new ThemeColor('statusBarItem.warningBackground') : undefined;
    if (found === undefined) {
      this.#target.text = `$(plug) ${l10n.t('Select Redshift Target')}`;
      this.#target.tooltip = l10n.t(
        'Choose the account, the warehouse and the database for the statements of this file',
      );
    } else {
      const { target, session } = found;
      this.#target.text = `$(plug) ${targetWords(session.account.label, target)}`;
      this.#target.tooltip = tooltip([
        [l10n.t('Account'), session.account.label],
        [l10n.t('Warehouse'), `${target.warehouse.name} (${kindWords(target.warehouse)})`],
        [l10n.t('Database'), target.database],
        [l10n.t('AWS role'), session.roleArn],
        ...(production ? [[l10n.t('Marked as'), l10n.t('production')] as const] : []),
      ]);
    }
    this.#target.show();
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
    this.#target.dispose();
    this.#run.dispose();
  }

  #showRun(record: RunRecord | undefined): void {
    const running = record !== undefined;
    if (running !== this.#running) void editorCommands.executeCommand('setContext', contextKeys.running, running);
    this.#running = running;
    if (record === undefined) {
      this.#run.hide();
      return;
    }
    const { begun, count } = record.progress;
    const words = count === 1 ? l10n.t('Running') : l10n.t('Running {0} of {1}', Math.max(1, begun), count);
    this.#run.text = `$(sync~spin) ${record.state === 'cancelling' ? l10n.t('Cancelling') : words}`;
    const click = l10n.t('Cancel the statements of this file that are running');
    const closing = l10n.t(
      'If you close the window meanwhile, the statement goes on at the server, and is picked up again when you open the window.',
    );
    this.#run.tooltip = `${click}\n\n${closing}`;
    this.#run.accessibilityInformation = { label: `${words}. ${click}. ${closing}`, role: 'button' };
    this.#run.show();
  }
}

/** Lines of a name and its value. Values come from servers: they are text, never markdown. */
function tooltip(lines: readonly (readonly [string, string])[]): MarkdownString {
  const text = new MarkdownString();
  lines.forEach(([name, value], index) => {
    if (index > 0) text.appendMarkdown('  \n');
    text.appendText(`${name}: ${value}`);
  });
  text.appendMarkdown('\n\n');
  return text.appendText(l10n.t('Click to change'));
}
