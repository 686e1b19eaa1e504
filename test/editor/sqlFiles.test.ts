import assert from 'node:assert/strict';
import { languages, Position, Range, Selection, window, workspace, type TextDocument } from 'vscode';
import { isSql, statementsIn } from '../../src/ui/query/sqlDocument';
import { StatementErrors } from '../../src/ui/query/statementErrors';
import { StatementPlaces } from '../../src/ui/query/statementPlaces';
import { splitStatements } from '../../src/sql/splitter';

const text = 'SELECT 1;\r\nSELECT nme\r\n  FROM t;\r\n\r\nSELECT 3;\r\n';

const openSql = (content = text): Thenable<TextDocument> => workspace.openTextDocument({ language: 'sql', content });

describe('SQL files in the editor', () => {
  it('are known by their language and by their name', async () => {
    const plain = await workspace.openTextDocument({ language: 'plaintext', content: '' });
    assert.deepEqual([isSql(await openSql()), isSql(plain)], [true, false]);
  });

  it('give the statements of every selection at their places', async () => {
    const document = await openSql();
    const at = (line: number, character: number): number => document.offsetAt(new Position(line, character));
    const selections = [new Selection(4, 0, 4, 9), new Selection(1, 0, 0, 0), new Selection(2, 0, 2, 0)];
    assert.deepEqual(
      {
        selected: statementsIn(document, selections).map(({ text: sql, start }) => [sql, start]),
        inIts: text.slice(at(1, 0), at(1, 0) + 10),
      },
      {
        selected: [
          ['SELECT 1', at(0, 0)],
          ['SELECT 3', at(4, 0)],
        ],
        inIts: 'SELECT nme',
      },
    );
  });

  it('show a server error at its word, keep it there while other lines change, and lose it with an edit', async () => {
    const document = await openSql();
    const editor = await window.showTextDocument(document);
    const statements = splitStatements(document.getText());
    const places = new StatementPlaces(statements);
    const errors = new StatementErrors();
    const listener = workspace.onDidChangeTextDocument((event) => {
      if (event.document === document) errors.edited(document, places.edited(event.contentChanges));
    });
    const shown = (): [string, string][] =>
      languages.getDiagnostics(document.uri).map(({ message, range }) => [message, document.getText(range)]);
    try {
      errors.begin(document, places);
      const error = { message: 'column "nme" does not exist', hint: 'Did you mean "name"?', position: 8 };
      errors.add(document, 1, statements[1]?.text ?? '', error);
      const words = 'column "nme" does not exist\nHint: Did you mean "name"?';
      const atFirst = shown();
      await editor.edit((edit) => {
        edit.insert(new Position(0, 0), '-- first\n');
        edit.delete(new Range(4, 0, 5, 0));
      });
      const moved = shown();
      await editor.edit((edit) => edit.insert(new Position(3, 6), ' s'));
      assert.deepEqual(
        { atFirst, moved, edited: shown() },
        { atFirst: [[words, 'nme']], moved: [[words, 'nme']], edited: [] },
      );
    } finally {
      listener.dispose();
      errors.dispose();
    }
  });
});
