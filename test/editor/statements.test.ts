import assert from 'node:assert/strict';
import {
  commands as editorCommands,
  EndOfLine,
  languages,
  Position,
  Range,
  window,
  workspace,
  type CodeLens,
  type TextDocument,
} from 'vscode';
import { Emitter } from '../../src/core/emitter';
import { splitStatements } from '../../src/sql/splitter';
import { commands } from '../../src/ui/contributions';
import { DocumentStatements, statementsUpTo } from '../../src/ui/query/documentStatements';
import type { LensClick } from '../../src/ui/query/runCommands';
import { fileKey } from '../../src/ui/query/sqlDocument';
import { sqlSelector, StatementLenses } from '../../src/ui/query/statementLenses';

const openSql = (content: string): Thenable<TextDocument> => workspace.openTextDocument({ language: 'sql', content });

describe('the statements of an open document', () => {
  it('are those of its text after edits at several places, undoing, and other line ends', async () => {
    const document = await openSql("\r\nSELECT 1;\r\nSELECT 'a;b';\r\n-- c\r\nSELECT 3");
    const editor = await window.showTextDocument(document);
    const statements = new DocumentStatements();
    const listener = workspace.onDidChangeTextDocument((change) => statements.edited(change));
    const seen: boolean[] = [];
    const compare = (): void => {
      const { statements: kept } = statements.of(document);
      assert.deepEqual(kept, splitStatements(document.getText()));
      seen.push(kept.length > 0);
    };
    try {
      compare();
      await editor.edit((edit) => {
        edit.insert(new Position(1, 7), '7; SELECT ');
        edit.replace(new Range(2, 8, 2, 11), "'';\n");
        edit.delete(new Range(3, 0, 4, 0));
      });
      compare();
      await editorCommands.executeCommand('undo');
      compare();
      await editorCommands.executeCommand('editor.action.commentLine');
      await editorCommands.executeCommand('type', { text: "'" });
      compare();
      await editor.edit((edit) => edit.setEndOfLine(EndOfLine.LF));
      compare();
      assert.equal(seen.length, 5);
    } finally {
      listener.dispose();
    }
  });

  it('read the whole text once', async () => {
    const document = await openSql('SELECT 1;\nSELECT 2;\n');
    const editor = await window.showTextDocument(document);
    let reads = 0;
    const watched = new Proxy(document, {
      get(of, name) {
        if (name === 'getText') reads++;
        const value: unknown = Reflect.get(of, name);
        return value;
      },
    });
    const statements = new DocumentStatements();
    const listener = workspace.onDidChangeTextDocument((change) => statements.edited(change));
    try {
      statements.of(watched);
      await editor.edit((edit) => edit.insert(new Position(1, 7), '1'));
      const texts = statements.of(watched).statements.map(({ text }) => text);
      assert.deepEqual([texts, reads], [['SELECT 1', 'SELECT 12'], 1]);
    } finally {
      listener.dispose();
    }
  });

  it('up to the cursor are those that begin before it, and the one that it means', async () => {
    const document = await openSql('SELECT 1; SELECT 2;\n\n-- three\nSELECT 3;\nSELECT 4;\n');
    const index = new DocumentStatements().of(document);
    const upTo = (line: number, character: number): string[] =>
      statementsUpTo(index, document.offsetAt(new Position(line, character))).map(({ text }) => text.slice(-1));
    assert.deepEqual(
      [upTo(0, 3), upTo(0, 10), upTo(2, 2), upTo(3, 4), upTo(9, 0)],
      [['1'], ['1', '2'], ['1', '2', '3'], ['1', '2', '3'], ['1', '2', '3', '4']],
    );
  });
});

describe('CodeLens of statements', () => {
  const ours = new Emitter<undefined>();

  function lensesFor(isOurs: () => boolean): StatementLenses {
    return new StatementLenses({
      runs: { fileOf: () => undefined, onDidChange: () => ({ dispose: () => undefined }) },
      statements: new DocumentStatements(),
      isOurs,
      onDidChangeOurs: (listener) => ours.event(listener),
    });
  }

  const words = (lenses: readonly CodeLens[]): unknown[] =>
    lenses.map(({ range, command }) => [range.start.line, range.start.character, command?.title]);

  it('stand where each statement begins, and carry which one of which text they mean', async () => {
    const document = await openSql('-- first\nSELECT 1;\n\n  SELECT\n 2; SELECT 3');
    await window.showTextDocument(document);
    const lenses = lensesFor(() => true);
    try {
      const given = lenses.provideCodeLenses(document);
      const click: LensClick = { act: 'runUpTo', file: fileKey(document), version: document.version, start: 22 };
      assert.deepEqual(words(given), [
        [1, 0, '$(play) Run'],
        [3, 2, '$(play) Run'],
        [3, 2, 'Run up to Here'],
        [4, 4, '$(play) Run'],
        [4, 4, 'Run up to Here'],
      ]);
      assert.deepEqual(given[2]?.command, { command: commands.runLens, title: 'Run up to Here', arguments: [click] });
    } finally {
      lenses.dispose();
    }
  });

  it('are none in a document that is not ours, and come when it has become so', async () => {
    const document = await openSql('SELECT 1');
    await window.showTextDocument(document);
    let isOurs = false;
    const lenses = lensesFor(() => isOurs);
    try {
      const before = lenses.provideCodeLenses(document).length;
      const told = new Promise<void>((resolve) => lenses.onDidChangeCodeLenses(resolve));
      isOurs = true;
      ours.fire(undefined);
      await told;
      assert.deepEqual([before, lenses.provideCodeLenses(document).length], [0, 1]);
    } finally {
      lenses.dispose();
    }
  });

  it('are made for what is visible alone, and follow the editor to its end', async () => {
    const document = await openSql('SELECT 1;\n'.repeat(10_000));
    const editor = await window.showTextDocument(document);
    const lenses = lensesFor(() => true);
    const registered = languages.registerCodeLensProvider(sqlSelector, lenses);
    try {
      const atTop = lenses.provideCodeLenses(document);
      const told = new Promise<void>((resolve) => lenses.onDidChangeCodeLenses(resolve));
      editor.revealRange(new Range(9_999, 0, 9_999, 0));
      await told;
      const atEnd = lenses.provideCodeLenses(document);
      const linesOf = (all: readonly CodeLens[]): number[] => all.map(({ range }) => range.start.line);
      assert.deepEqual(
        {
          fewAtTop: atTop.length < 1_000,
          first: linesOf(atTop)[0],
          fewAtEnd: atEnd.length < 1_000,
          last: linesOf(atEnd).at(-1),
        },
        { fewAtTop: true, first: 0, fewAtEnd: true, last: 9_999 },
      );
    } finally {
      registered.dispose();
      lenses.dispose();
    }
  });
});
