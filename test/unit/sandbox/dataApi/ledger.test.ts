import assert from 'node:assert/strict';
import { ControlError } from '../../../sandbox/faults/controlRoutes';
import { CLUSTER, ETHAN, ask, controlled, run, textOf } from './support/redshiftPart';

describe('the ledger of statements', function () {
  this.timeout(60_000);

  it('counts by text, name and token, and can leave the entries out', async () => {
    await run("SELECT 'ledger', 1", { ...CLUSTER, StatementName: 'ledger-name' });
    await run("SELECT 'ledger', 1", { ...CLUSTER, ClientToken: 'ledger-token' });
    await run("SELECT 'ledger', 2", { ...CLUSTER, StatementName: 'ledger-name' });
    const count = async (query: Record<string, string>): Promise<unknown> =>
      (await controlled('GET', 'statements', { ...query, list: 'no' }))['count'];
    const byText = await controlled('GET', 'statements/counts', { statementName: 'ledger-name' });
    const byToken = await controlled('GET', 'statements/counts', { by: 'clientToken', text: "SELECT 'ledger', 1" });
    assert.deepEqual(
      [
        await controlled('GET', 'statements', { text: "SELECT 'ledger', 1", list: 'no' }),
        await count({ statementName: 'ledger-name' }),
        await count({ clientToken: 'ledger-token' }),
        await count({ statementName: 'ledger-name', outcome: 'FAILED' }),
        byText['counts'],
        byToken['counts'],
      ],
      [
        { count: 2, forgotten: 0 },
        2,
        1,
        0,
        { "SELECT 'ledger', 1": 1, "SELECT 'ledger', 2": 1 },
        { '': 1, 'ledger-token': 1 },
      ],
    );
  });

  it('has the statements of a batch by its id', async () => {
    const batch = await ask(
      'redshift-data',
      'BatchExecuteStatement',
      { ...CLUSTER, Sqls: ['SELECT 1', 'SELECT * FROM nowhere', 'SELECT 3'], WaitTimeSeconds: 30 },
      ETHAN,
    );
    const { statements } = await controlled('GET', 'statements', { statementId: textOf(batch, 'Id') });
    // The third was not sent, and BEGIN and ROLLBACK are the service's own.
    assert.deepEqual(
      (statements as { text: string; outcome: string }[]).map(({ text, outcome }) => [text, outcome]),
      [
        ['SELECT 1', 'FINISHED'],
        ['SELECT * FROM nowhere', 'FAILED'],
      ],
    );
  });

  it('refuses questions that it does not understand', async () => {
    for (const [path, query] of [
      ['statements', { txet: 'SELECT 1' }],
      ['statements/counts', { by: 'colour' }],
    ] as const)
      await assert.rejects(controlled('GET', path, query), ControlError);
  });
});
