import assert from 'node:assert/strict';
import { ThemeIcon, TreeItemCollapsibleState as Collapsible } from 'vscode';
import { Failure } from '../../src/core/failure';
import type { WarehouseRef } from '../../src/core/warehouse';
import { accountNode, failedNode } from '../../src/ui/explorer/nodeMapping';
import type { RelationNode, TreeNode } from '../../src/ui/explorer/nodes';
import { treeItemOf } from '../../src/ui/explorer/treeItems';
import { Messages } from '../../src/ui/messages';
import { keptLog } from '../unit/ui/support/fakes';
import { aSession } from '../unit/ui/support/sessions';

const messages = new Messages(keptLog());
const warehouse: WarehouseRef = { kind: 'workgroup', name: 'wg', database: 'dev' };
const place = { accountId: 'ethan', warehouse, database: 'dev', schema: 'sales' };
const relation = (kind: RelationNode['relation']['kind']): TreeNode => {
  return { kind: 'relation', id: 'r', ...place, relation: { name: 'orders', kind } };
};
const account = (expired: boolean): TreeNode & { kind: 'account' } =>
  accountNode(aSession('ethan'), { profile: 'My company', expired });

/** What a person sees, hears and can do at a node. */
function shown(node: TreeNode): Record<string, unknown> {
  const item = treeItemOf(node, messages);
  assert.ok(item.iconPath instanceof ThemeIcon);
  assert.equal(item.id, node.id);
  return {
    label: item.label,
    description: item.description,
    spoken: item.accessibilityInformation?.label,
    icon: item.iconPath.id,
    context: item.contextValue,
    opens: item.collapsibleState !== Collapsible.None,
    click: item.command && [item.command.command, ...((item.command.arguments ?? []) as unknown[])],
  };
}

describe('a node of the tree', () => {
  it('is a warehouse with its kind', () => {
    assert.deepEqual(shown({ kind: 'warehouse', id: 'w', accountId: 'ethan', warehouse }), {
      label: 'wg',
      description: 'serverless workgroup',
      spoken: 'Warehouse wg, serverless workgroup',
      icon: 'cloud',
      context: 'redshiftWarehouse',
      opens: true,
      click: undefined,
    });
  });

  it('is a column with its type', () => {
    const column = { name: 'amount', type: 'numeric', precision: 12, scale: 2, nullable: false };
    assert.deepEqual(shown({ kind: 'column', id: 'c', accountId: 'ethan', column }), {
      label: 'amount',
      description: 'numeric(12,2) NOT NULL',
      spoken: 'Column amount, numeric(12,2) NOT NULL',
      icon: 'symbol-field',
      context: 'redshiftColumn',
      opens: false,
      click: undefined,
    });
  });

  const relations: [kind: RelationNode['relation']['kind'], description: string | undefined, spoken: string][] = [
    ['table', undefined, 'Table orders'],
    ['view', 'view', 'View orders'],
    ['materializedView', 'materialized view', 'Materialized view orders'],
    ['externalTable', 'external table', 'External table orders'],
  ];
  for (const [kind, description, spoken] of relations) {
    it(`tells a relation of kind ${kind} by its words`, () => {
      const { description: seen, spoken: heard } = shown(relation(kind));
      assert.deepEqual([seen, heard], [description, spoken]);
    });
  }

  it('is an account with its AWS role and its end', () => {
    const { description, context, icon } = shown(account(false));
    assert.match(String(description), /^analyst · until \d+:\d\d/);
    assert.deepEqual([context, icon], ['redshiftAccount', 'account']);
  });

  it('is an expired account that says so', () => {
    const { description, context, icon, spoken } = shown(account(true));
    assert.deepEqual(
      [description, context, icon, spoken],
      ['analyst · expired', 'redshiftAccount.expired', 'warning', 'Account ethan, AWS role analyst, expired'],
    );
  });

  it('is a failure that signs in again by a click', () => {
    const failed = failedNode(account(true), new Failure('signIn.needed', { account: 'ethan' }));
    const { label, icon, click } = shown(failed);
    assert.deepEqual(
      [label, icon, click],
      ['The sign-in of ethan is over.', 'sign-in', ['redshiftFederation.signIn', { accountId: 'ethan' }]],
    );
  });

  it('is a failure that is loaded again by a click', () => {
    const failed = failedNode(account(false), new Error('boom'));
    const { label, icon, context, click } = shown(failed);
    assert.deepEqual(
      [label, icon, context, click],
      [
        'Something unexpected went wrong: loading the tree.',
        'error',
        'redshiftFailed',
        ['redshiftFederation.refreshNode', failed],
      ],
    );
  });

  it('is a refusal that does not look like a fault', () => {
    const denied = new Failure('aws.accessDenied', {
      service: 'Amazon Redshift',
      action: 'DescribeClusters',
      message: 'no',
    });
    const { label, icon } = shown(failedNode(account(false), denied));
    assert.deepEqual([label, icon], ['AWS refused DescribeClusters of Amazon Redshift: no.', 'lock']);
  });

  it('says what is missing, and leads on where one can do something', () => {
    const empty = (of: 'account' | 'database'): TreeNode => ({ kind: 'empty', id: 'e', accountId: 'ethan', of });
    const seen = [empty('account'), empty('database')].map(shown).map(({ label, click }) => [label, click]);
    assert.deepEqual(seen, [
      ['No warehouses found: name one…', ['redshiftFederation.openSettings']],
      ['No schemas that you may use', undefined],
    ]);
  });
});
