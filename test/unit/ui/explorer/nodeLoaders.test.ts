import assert from 'node:assert/strict';
import { Cancelled, Failure } from '../../../../src/core/failure';
import type { Profile } from '../../../../src/core/profile';
import type { WarehouseRef } from '../../../../src/core/warehouse';
import type { Redshift } from '../../../../src/redshift/redshift';
import { loadChildren, type LoaderAccounts } from '../../../../src/ui/explorer/nodeLoaders';
import { typeText } from '../../../../src/ui/explorer/nodeMapping';
import { isWithin, type ParentNode, type TreeNode } from '../../../../src/ui/explorer/nodes';
import { aProfile, aSession } from '../support/sessions';

const main: WarehouseRef = { kind: 'cluster', name: 'main', database: 'dev' };
const hand: WarehouseRef = { kind: 'workgroup', name: 'hand', database: 'sales' };
const denied = new Failure('aws.accessDenied', { service: 's', action: 'a', message: 'm' });

/** Accounts with one session and a Redshift that has what the test gives it, and fails loudly on all else. */
function accountsWith(redshift: Partial<Redshift>, profile: Partial<Profile> = {}): LoaderAccounts {
  const session = aSession('ethan');
  return {
    sessions: () => Promise.resolve([session]),
    session: () => Promise.resolve(session),
    isExpired: () => false,
    profileOf: () => aProfile('p1', profile),
    redshiftFor: () => Promise.resolve(redshift as Redshift),
  };
}

const signal = new AbortController().signal;

/** A node as one line: kind, id, and what it fails by. */
function line(node: TreeNode): string {
  const rest = node.kind === 'failed' && Failure.is(node.error) ? ` ${node.error.code}` : '';
  return `${node.kind} ${node.id}${rest}`;
}

/** The nodes along a path of kinds, each the first child of its kind. */
async function descend(accounts: LoaderAccounts, ...kinds: TreeNode['kind'][]): Promise<ParentNode> {
  let parent: TreeNode | undefined;
  for (const kind of kinds) {
    const { nodes }: { nodes: TreeNode[] } = await loadChildren(accounts, parent as ParentNode | undefined, signal);
    parent = nodes.find((node) => node.kind === kind);
    assert.ok(parent, `no ${kind}`);
  }
  return parent as ParentNode;
}

const whole: Partial<Redshift> = {
  listWarehouses: () => Promise.resolve({ warehouses: [main], failures: [] }),
  databases: () => Promise.resolve(['dev']),
  schemas: () => Promise.resolve(['sales/eu']),
  relations: () =>
    Promise.resolve([
      { name: 'orders', kind: 'table' },
      { name: 'latest', kind: 'view' },
    ]),
  columns: () => Promise.resolve([{ name: 'id', type: 'int8' }]),
};

describe('the loaders of the tree', () => {
  it('lead from the account to columns, by ids that hold any name', async () => {
    const accounts = accountsWith(whole);
    const relation = await descend(accounts, 'account', 'warehouse', 'database', 'schema', 'relation');
    const { nodes, complete } = await loadChildren(accounts, relation, signal);
    assert.deepEqual([nodes.map(line), complete], [['column ethan/cluster%3Amain/dev/sales%2Feu/orders/id'], true]);
  });

  it('put warehouses typed in by hand first, each once, with the database of the profile', async () => {
    const accounts = accountsWith(
      { listWarehouses: () => Promise.resolve({ warehouses: [{ ...hand, database: 'dev' }, main], failures: [] }) },
      { warehouses: [hand] },
    );
    const { nodes } = await loadChildren(accounts, await descend(accounts, 'account'), signal);
    assert.deepEqual(
      nodes.map((node) => node.kind === 'warehouse' && node.warehouse),
      [hand, main],
    );
  });

  it('show a service that fails beside the warehouses of the other, and ask again the next time', async () => {
    const accounts = accountsWith({
      listWarehouses: () => Promise.resolve({ warehouses: [main], failures: [denied, denied] }),
    });
    const { nodes, complete } = await loadChildren(accounts, await descend(accounts, 'account'), signal);
    assert.deepEqual(
      [nodes.map(line), complete],
      [
        [
          'warehouse ethan/cluster%3Amain',
          'failed ethan/!failed0 aws.accessDenied',
          'failed ethan/!failed1 aws.accessDenied',
        ],
        false,
      ],
    );
  });

  it('say after the failures that no warehouse was found', async () => {
    const accounts = accountsWith({ listWarehouses: () => Promise.resolve({ warehouses: [], failures: [denied] }) });
    const { nodes } = await loadChildren(accounts, await descend(accounts, 'account'), signal);
    assert.deepEqual(nodes.map(line), ['failed ethan/!failed0 aws.accessDenied', 'empty ethan/!empty']);
  });

  it('say that there is nothing, where there is nothing', async () => {
    const accounts = accountsWith({ ...whole, schemas: () => Promise.resolve([]) });
    const database = await descend(accounts, 'account', 'warehouse', 'database');
    const { nodes, complete } = await loadChildren(accounts, database, signal);
    const empty: TreeNode[] = [
      { kind: 'empty', id: 'ethan/cluster%3Amain/dev/!empty', accountId: 'ethan', of: 'database' },
    ];
    assert.deepEqual([nodes, complete], [empty, true]);
  });

  it('turn a failure into a node that knows what to load again', async () => {
    const accounts = accountsWith({ ...whole, databases: () => Promise.reject(denied) });
    const warehouse = await descend(accounts, 'account', 'warehouse');
    assert.deepEqual(await loadChildren(accounts, warehouse, signal), {
      nodes: [
        {
          kind: 'failed',
          id: 'ethan/cluster%3Amain/!failed0',
          accountId: 'ethan',
          parent: warehouse,
          error: denied,
        },
      ],
      complete: false,
    });
  });

  it('turn a failure to read the accounts into a node', async () => {
    const refused = new Failure('secrets.unavailable', { operation: 'read' });
    const accounts = { ...accountsWith({}), sessions: () => Promise.reject(refused) };
    const { nodes } = await loadChildren(accounts, undefined, signal);
    assert.deepEqual(nodes.map(line), ['failed /!failed0 secrets.unavailable']);
  });

  it('show an account whose profile is gone', async () => {
    const gone = (): never => {
      throw new Failure('profile.unknown', { profileId: 'p1' });
    };
    const { nodes } = await loadChildren({ ...accountsWith({}), profileOf: gone }, undefined, signal);
    assert.deepEqual(
      nodes.map((node) => node.kind === 'account' && node.profile),
      ['p1'],
    );
  });

  it('end by Cancelled alone', async () => {
    const controller = new AbortController();
    const accounts = accountsWith({
      ...whole,
      databases: () => {
        controller.abort();
        return Promise.reject(denied);
      },
    });
    const warehouse = await descend(accounts, 'account', 'warehouse');
    await assert.rejects(loadChildren(accounts, warehouse, controller.signal), (error) => Cancelled.is(error));
  });
});

describe('ids of nodes', () => {
  it('tell what lies below a node from what only begins alike', () => {
    assert.deepEqual(
      ['a', 'a/b', 'ab', ''].map((id) => isWithin(id, 'a')),
      [true, true, false, false],
    );
  });
});

describe('types of columns', () => {
  const table: [column: Parameters<typeof typeText>[0], text: string][] = [
    [{ name: 'c', type: 'int8', precision: 19, scale: 0 }, 'int8'],
    [{ name: 'c', type: 'numeric', precision: 38, scale: 10 }, 'numeric(38,10)'],
    [{ name: 'c', type: 'numeric', precision: 18 }, 'numeric(18,0)'],
    [{ name: 'c', type: 'numeric' }, 'numeric'],
    [{ name: 'c', type: 'varchar', precision: 256 }, 'varchar(256)'],
    [{ name: 'c', type: 'character varying', precision: 10 }, 'character varying(10)'],
    [{ name: 'c', type: 'varchar', precision: 0 }, 'varchar'],
    [{ name: 'c', type: 'timestamp', precision: 29, scale: 6 }, 'timestamp'],
  ];
  for (const [column, text] of table) {
    it(`read ${text}`, () => {
      assert.equal(typeText(column), text);
    });
  }
});
