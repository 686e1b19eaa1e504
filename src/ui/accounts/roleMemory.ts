import type { Memory } from './memory';

const key = 'redshiftFederation.roles';

interface Remembered {
  version: 1;
  /** ARN of the AWS role by profile. */
  roles: Record<string, string>;
}

/** Remembers which AWS role the person took where the provider offers several, for each connection; the settings stay untouched. */
export class RoleMemory {
  constructor(private readonly memory: Memory) {}

  of(profileId: string): string | undefined {
    return this.#read().roles[profileId];
  }

  async remember(profileId: string, roleArn: string): Promise<void> {
    const { roles } = this.#read();
    if (roles[profileId] === roleArn) return;
    await this.memory.update(key, { version: 1, roles: { ...roles, [profileId]: roleArn } } satisfies Remembered);
  }

  #read(): Remembered {
    const found = this.memory.get(key) as { version?: unknown; roles?: unknown } | null | undefined;
    if (found?.version !== 1 || typeof found.roles !== 'object' || found.roles === null)
      return { version: 1, roles: {} };
    const entries: [string, unknown][] = Object.entries(found.roles);
    const roles = entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string');
    return { version: 1, roles: Object.fromEntries(roles) };
  }
}
