import {
  commands as editorCommands,
  l10n,
  Position,
  Range,
  TextEditorRevealType,
  Selection,
  Uri,
  window,
  workspace,
  type ExtensionContext,
  type TextDocument,
  type TextEditor,
} from 'vscode';
import { systemClock } from '../../core/clock';
import type { Disposable, Log } from '../../core/ports';
import type { AccountService } from '../accounts/accountService';
import type { Ledgers } from '../ledgers';
import { loadBackend } from '../backend';
import { registerCommand } from '../commandRunner';
import { commands, views } from '../contributions';
import type { FailureAction } from '../failures/failureText';
import { askedWhyDenied } from '../failures/serverAdvice';
import type { Messages } from '../messages';
import type { ProfileSettings } from '../profiles/profileSettings';
import { LazyEngine } from '../results/lazyEngine';
import { registerResults } from '../results/registerResults';
import { fileOfKey } from '../results/reopenedKey';
import { ResultsStore } from '../results/resultsStore';
import { ResultsView } from '../results/resultsView';
import { DocumentStatements } from './documentStatements';
import { HeaderTargets } from './headerTarget';
import { inEditor } from './inEditor';
import { RunGate } from './runGate';
import { QueryStatusBar } from './queryStatusBar';
import { registerLenses } from './registerLenses';
import { RestoredRuns } from './restoredRuns';
import { registerRunCommands } from './runCommands';
import { registerSessionActions } from './sessionActions';
import { SessionStatusBar } from './sessionStatusBar';
import { fileKey, rangeOf, statementsIn } from './sqlDocument';
import { SqlRuns } from './sqlRuns';
import { StatementErrors } from './statementErrors';
import { StatementMarks } from './statementMarks';
import { TargetMemory } from './targetMemory';
import { TargetPicker } from './targetPicker';

interface Parts {
  context: ExtensionContext;
  accounts: AccountService;
  profiles: ProfileSettings;
  ledgers: Ledgers;
  messages: Messages;
  log: Log;
}

/** What others need of running SQL. */
export interface Query {
  runs: SqlRuns;
  store: ResultsStore;
  results: ResultsView;
  restored: RestoredRuns;
  /** Takes the ids of sessions that were closed beside their files. */
  closedSessions: Set<string>;
  targets: Pick<TargetMemory, 'of'>;
  errors: StatementErrors;
  statements: DocumentStatements;
  disposables: Disposable[];
}

/** Hands running SQL and its results to the editor. */
export function registerQuery({ context, accounts, ledgers, profiles, messages, log }: Parts): Query {
  const clock = systemClock;
  const engine = new LazyEngine(context.extensionUri, clock, log);
  const store = new ResultsStore(
    {
      resultTitle: (number) => l10n.t('Result {0}', number),
      wordsOf: (error) => messages.textOf(error, l10n.t('loading rows'))?.happened ?? '',
    },
    () => clock.now(),
    ledgers.rows,
    () => engine.get(),
  );
  const errors = new StatementErrors();
  const statements = new DocumentStatements();
  const targets = new TargetMemory(context.workspaceState);
  const view = new ResultsView(
    store,
    {
      cancel: (runId) => runs.cancelRun(runId),
      reveal: (runId, statement) => revealStatement(runs, store, runId, statement),
      showHistory: () => editorCommands.executeCommand(`${views.history}.focus`),
      act: (runId, action) => {
        const asked = askedWhyDenied(action);
        if (asked !== undefined) return editorCommands.executeCommand(commands.whyDenied, runs.errorOf(runId, asked));
        // The page sends back what it was given: the name of an action.
        return runs.act(runId, action as FailureAction);
      },
      failed: (error, doing) => void messages.showFailure(error, doing),
    },
    context.extensionUri,
  );
  const closedSessions = new Set<string>();
  const runs: SqlRuns = new SqlRuns({
    accounts,
    messages,
    store,
    errors,
    ledger: ledgers.runs,
    ledgers,
    closedSessions,
    loadBackend,
    clock,
    log,
    targets,
    picker: new TargetPicker(accounts, messages),
    headers: new HeaderTargets(accounts, profiles),
    gate: new RunGate(),
    showResults: () => view.reveal(),
    showProgress: (work) => view.showProgress(work),
  });
  const restored = new RestoredRuns({ accounts, runs, ledger: ledgers.runs, clock, log });
  void restored.start();
  const disposables = [
    restored,
    runs,
    errors,
    store,
    engine,
    view,
    new QueryStatusBar(runs),
    window.registerWebviewViewProvider(views.results, view),
    ...registerCommands(runs, messages, statements),
    ...registerResults({ view, store, statements, messages }),
    ...followDocuments(runs, store, statements),
    new SessionStatusBar(runs, clock),
    new StatementMarks(runs),
    registerSessionActions({ runs, messages, clock }),
    ...registerRunCommands({ runs, statements, messages }),
    ...registerLenses({ runs, statements, profiles, targets }),
  ];
  return { runs, store, results: view, restored, closedSessions, targets, errors, statements, disposables };
}

function registerCommands(runs: SqlRuns, messages: Messages, statements: DocumentStatements): Disposable[] {
  const running = l10n.t('running SQL');
  const runSelection = ({ document, selections }: TextEditor): Promise<void> =>
    runs.run(document, statementsIn(document, selections));
  return [
    registerCommand(
      messages,
      commands.runStatement,
      running,
      inEditor((editor) => {
        const { document, selection, selections } = editor;
        if (selections.some(({ isEmpty }) => !isEmpty)) return runSelection(editor);
        const found = statements.of(document).at(document.offsetAt(selection.active));
        return runs.run(document, found === undefined ? [] : [found]);
      }),
    ),
    registerCommand(messages, commands.runSelection, running, inEditor(runSelection)),
    registerCommand(
      messages,
      commands.runFile,
      running,
      inEditor(({ document }) => runs.run(document, statements.of(document).statements)),
    ),
    registerCommand(
      messages,
      commands.cancelRun,
      running,
      inEditor(({ document }) => runs.fileOf(document)?.cancel()),
    ),
    registerCommand(
      messages,
      commands.selectTarget,
      l10n.t('selecting the target'),
      inEditor(({ document }) => runs.selectTarget(document)),
    ),
  ];
}

/** Edits move the marks, an editor that comes to the front brings its results along, and closing gives up the session. */
function followDocuments(runs: SqlRuns, store: ResultsStore, statements: DocumentStatements): Disposable[] {
  return [
    workspace.onDidChangeTextDocument((change) => {
      const { document, contentChanges } = change;
      statements.edited(change);
      if (contentChanges.length > 0) runs.fileOf(document)?.edited(contentChanges);
    }),
    window.onDidChangeActiveTextEditor((editor) => {
      if (editor !== undefined && runs.fileOf(editor.document)) store.show(fileKey(editor.document));
    }),
    workspace.onDidOpenTextDocument((document) => runs.opened(document)),
    workspace.onDidCloseTextDocument((document) => {
      statements.forget(document);
      void runs.closed(document);
    }),
  ];
}

/** Goes to a statement of a run; opens its file again where it was closed. Rejects where the file is gone. */
async function revealStatement(runs: SqlRuns, store: ResultsStore, runId: string, statement: number): Promise<void> {
  const place = runs.placeOf(runId, statement);
  const range = place && rangeOf(place.document, place);
  const key = store.fileOf(runId);
  const document = await openAgain(key === undefined ? undefined : fileOfKey(key));
  if (document === undefined) return;
  const line = (store.shownRun()?.statement(statement)?.line ?? 1) - 1;
  const start = range?.start ?? new Position(line, 0);
  const editor = await window.showTextDocument(document);
  editor.selection = new Selection(start, start);
  editor.revealRange(range ?? new Range(start, start), TextEditorRevealType.InCenterIfOutsideViewport);
}

/** The document of a file, which may have been closed; an untitled one is then gone for good. */
async function openAgain(file: string | undefined): Promise<TextDocument | undefined> {
  const open = workspace.textDocuments.find((document) => fileKey(document) === file);
  if (open !== undefined) return open;
  const uri = file === undefined ? undefined : Uri.parse(file, true);
  return uri === undefined || uri.scheme === 'untitled' ? undefined : workspace.openTextDocument(uri);
}
