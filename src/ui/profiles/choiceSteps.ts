import { l10n, type QuickPickItem } from 'vscode';
import { statementRules, wayIds, type Profile, type ProviderKind, type StatementRule } from '../../core/profile';
import type { WarehouseRef } from '../../core/warehouse';
import { wayLabel } from '../accounts/wayWords';
import { kindWords } from '../query/targetWords';
import { defaultDatabase } from './parseProfiles';
import { warehouseChecks } from './profileRules';
import { providerLabels } from './providerWords';
import { textStep, type Step } from './steps';
import { askChoice, back, type StepFrame } from './wizardInput';

/** Steps that let the person choose. */

type Item<T> = QuickPickItem & { value: T };

export const askProvider: Step = async (frame, draft) => {
  const labels = providerLabels();
  const items = (Object.keys(labels) as ProviderKind[]).map((value) => ({ label: labels[value], value }));
  const active = items.find(({ value }) => value === draft.provider);
  const chosen = await askChoice(frame, l10n.t('Who do you sign in with?'), items, active);
  if (chosen === back) return back;
  draft.provider = chosen.value;
  return undefined;
};

export const askWay: Step = async (frame, draft) => {
  const items: Item<Profile['way']>[] = [
    { label: l10n.t('The best one that works here'), value: undefined },
    { label: l10n.t('Ask each time'), value: 'ask' },
    ...wayIds
      .filter((id) => id !== 'oktaPassword' || draft.provider === 'okta')
      .map((value) => ({ label: wayLabel(value), value })),
  ];
  const active = items.find(({ value }) => value === draft.way);
  const chosen = await askChoice(frame, l10n.t('Way to sign in'), items, active);
  if (chosen === back) return back;
  draft.way = chosen.value;
  return undefined;
};

export const askStatements: Step = async (frame, draft) => {
  const items = statementRules.map((value) => ({ ...statementRuleWords(value), value }));
  const active = items.find(({ value }) => value === (draft.statements ?? 'run'));
  const chosen = await askChoice(frame, l10n.t('Statements that change something'), items, active);
  if (chosen === back) return back;
  draft.statements = chosen.value === 'run' ? undefined : chosen.value;
  return undefined;
};

/** What a rule does, for people. */
export function statementRuleWords(rule: StatementRule): { label: string; detail: string } {
  switch (rule) {
    case 'run':
      return { label: l10n.t('Run them'), detail: l10n.t('Your database roles decide what you may do.') };
    case 'ask':
      return {
        label: l10n.t('Ask before risky ones'),
        detail: l10n.t('Before DDL, GRANT, TRUNCATE, and DELETE or UPDATE without WHERE.'),
      };
    case 'readOnly':
      return {
        label: l10n.t('Refuse them'),
        detail: l10n.t('Nothing that writes is sent. A guard against accidents, not a boundary.'),
      };
  }
}

/** Asks whether a variant of AWS's endpoints is wanted. */
export function askYesNo(field: 'useFips' | 'useDualStack', question: string): Step {
  return async (frame, draft) => {
    const items: Item<true | undefined>[] = [
      { label: l10n.t('No'), value: undefined },
      { label: l10n.t('Yes'), value: true },
    ];
    const active = items.find(({ value }) => value === (draft[field] || undefined));
    const chosen = await askChoice(frame, question, items, active);
    if (chosen === back) return back;
    draft[field] = chosen.value;
    return undefined;
  };
}

type WarehouseChoice = { add: WarehouseRef['kind'] } | { remove: WarehouseRef } | 'listed';

/** The warehouses that are named by hand: none, or one more, or one less. */
export const askWarehouses: Step = async (frame, draft) => {
  const present = draft.warehouses ?? [];
  const items: Item<WarehouseChoice>[] = [
    {
      label: present.length === 0 ? l10n.t('List the warehouses that I may see') : l10n.t('Keep these'),
      detail: l10n.t('Your AWS role must be allowed to list those that are not named here'),
      value: 'listed',
    },
    { label: l10n.t('A cluster…'), detail: l10n.t('Type in its identifier'), value: { add: 'cluster' } },
    { label: l10n.t('A serverless workgroup…'), detail: l10n.t('Type in its name'), value: { add: 'workgroup' } },
    ...present.map((warehouse) => ({
      label: l10n.t('Remove {0}', warehouse.name),
      description: `${kindWords(warehouse)}, ${warehouse.database}`,
      value: { remove: warehouse },
    })),
  ];
  const chosen = await askChoice(frame, l10n.t('Which warehouse?'), items);
  if (chosen === back) return back;
  if (chosen.value === 'listed') return undefined;
  if ('remove' in chosen.value) {
    const { remove } = chosen.value;
    draft.warehouses = present.filter((each) => each !== remove);
    return askWarehouses(frame, draft);
  }
  const warehouse = await askWarehouse(frame, chosen.value.add);
  if (warehouse === back) return askWarehouses(frame, draft);
  draft.warehouses = [
    ...present.filter(({ kind, name }) => kind !== warehouse.kind || name !== warehouse.name),
    warehouse,
  ];
  return undefined;
};

async function askWarehouse(frame: StepFrame, kind: WarehouseRef['kind']): Promise<WarehouseRef | typeof back> {
  const warehouse: WarehouseRef = { kind, name: '', database: defaultDatabase };
  // Its two steps can be gone back from, even where it is the only thing that is asked.
  const next = (by: number): StepFrame => ({ ...frame, step: frame.step + by, totalSteps: frame.totalSteps + 2 });
  const name = {
    prompt: kind === 'cluster' ? l10n.t('The cluster identifier') : l10n.t('The name of the workgroup'),
    value: undefined,
    check: warehouseChecks.name,
  };
  if ((await textStep(next(1), name, (typed) => (warehouse.name = typed))) === back) return back;
  const database = {
    prompt: l10n.t('The database to start in'),
    value: defaultDatabase,
    check: warehouseChecks.database,
  };
  if ((await textStep(next(2), database, (typed) => (warehouse.database = typed))) === back) return back;
  return warehouse;
}
