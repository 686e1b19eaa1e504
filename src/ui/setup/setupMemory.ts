import { emptySetup, setupProviders, type SetupInput, type SetupRow } from '../../access/setup/setupInput';
import type { SetupValues } from '../../webview/setupProtocol';
import type { Memory } from '../accounts/memory';

const key = 'redshiftFederation.setupGuide';
const mostRows = 200;
const longest = 2_000;

/** What an administrator filled in last, for all windows. There is nothing secret in it. */
export class SetupMemory {
  constructor(private readonly memory: Memory) {}

  read(): SetupInput {
    return inputOf(this.memory.get(key));
  }

  async keep(input: SetupInput): Promise<void> {
    await this.memory.update(key, input);
  }
}

/** As the form shows it. */
export function valuesOf({ groups, ...fields }: SetupInput): SetupValues {
  return { fields, rows: groups.map((row) => ({ ...row })) };
}

/** As the form had it. What is missing or of another kind is as in an empty form. */
export function inputOfValues({ fields, rows }: SetupValues): SetupInput {
  return inputOf({ ...fields, groups: rows });
}

function inputOf(stored: unknown): SetupInput {
  const given = recordOf(stored);
  const text = (from: Record<string, unknown>, name: string, fallback: string): string => {
    const value = from[name];
    return typeof value === 'string' ? value.slice(0, longest) : fallback;
  };
  const { groups: noGroups, provider, warehouseKind, ...texts } = emptySetup;
  const groups = Array.isArray(given['groups']) ? given['groups'].slice(0, mostRows) : noGroups;
  const names = Object.entries(texts) as [keyof typeof texts, string][];
  return {
    ...(Object.fromEntries(names.map(([name, fallback]) => [name, text(given, name, fallback)])) as typeof texts),
    provider: setupProviders.find((each) => each === given['provider']) ?? provider,
    warehouseKind: given['warehouseKind'] === 'workgroup' ? 'workgroup' : warehouseKind,
    groups: groups.map((row): SetupRow => {
      const from = recordOf(row);
      const access = from['access'] === 'change' ? 'change' : 'read';
      return {
        group: text(from, 'group', ''),
        role: text(from, 'role', ''),
        schemas: text(from, 'schemas', ''),
        access,
      };
    }),
  };
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
