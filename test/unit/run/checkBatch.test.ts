import assert from 'node:assert/strict';
import { checkBatchMode, checkBatchSize } from '../../../src/run/checkBatch';

const texts = (...sqls: string[]): { text: string }[] => sqls.map((text) => ({ text }));

describe('a batch that cannot be', () => {
  it('has more than 40 statements', () => {
    const refused = [40, 41].map((count) => checkBatchSize(texts(...Array<string>(count).fill('SELECT 1'))));
    assert.deepEqual(
      refused.map((failure) => failure && [failure.code, failure.facts]),
      [undefined, ['batch.tooMany', { count: 41, most: 40 }]],
    );
  });

  const refused: [sqls: string[], word: string, number: number][] = [
    [['begin', 'INSERT INTO t VALUES (1)', 'commit'], 'BEGIN', 1],
    [['INSERT INTO t VALUES (1)', 'COMMIT WORK'], 'COMMIT', 2],
    [['SELECT 1', 'start /* now */ transaction'], 'START', 2],
    [['SELECT 1', 'END'], 'END', 2],
    [['ROLLBACK'], 'ROLLBACK', 1],
  ];
  for (const [sqls, word, number] of refused) {
    it(`is a transaction with ${word} in it as statement ${number}`, () => {
      const failure = checkBatchMode(texts(...sqls), 'TRANSACTION');
      assert.deepEqual(failure && [failure.code, failure.facts], ['batch.ownTransaction', { word, number }]);
    });
  }

  it('may have one of its own where each statement is by itself, and words that only look like it', () => {
    const beginning = texts('BEGIN', 'COMMIT');
    const looking = texts('SELECT begin FROM t', 'UPDATE commit SET a = 1');
    assert.deepEqual(
      [checkBatchMode(beginning, 'AUTO_COMMIT'), checkBatchMode(looking, 'TRANSACTION')],
      [undefined, undefined],
    );
  });
});
