import { warehouseKey, type WarehouseRef } from '../../core/warehouse';
import type { WarehouseAddress } from '../../redshift/redshift';
import type { Memory } from '../accounts/memory';

const usualPort = 5439;

/** Reads `host`, `host:port` or `[address]:port`; undefined for everything else. */
export function readAddress(text: string): WarehouseAddress | undefined {
  const found = /^(?:\[([0-9a-f:]+)\]|([a-z0-9]([a-z0-9._-]*[a-z0-9])?))(?::(\d{1,5}))?$/i.exec(text.trim());
  if (!found) return undefined;
  const [, bracketed, name = ''] = found;
  const port = found[4] === undefined ? usualPort : Number(found[4]);
  return port < 1 || port > 65_535 ? undefined : { host: bracketed ?? name, port };
}

export function addressText({ host, port }: WarehouseAddress): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

/**
 * Where a workgroup of one's AWS account is found, as AWS names it; undefined for clusters, whose names have a part that nobody can
 * guess, and for partitions whose names are not known.
 */
export function guessAddress(
  { kind, name }: Pick<WarehouseRef, 'kind' | 'name'>,
  region: string,
  roleArn: string,
): WarehouseAddress | undefined {
  const [, partition = '', account] = /^arn:([a-z-]+):iam::(\d{12}):/.exec(roleArn) ?? [];
  const suffix = new Map([
    ['aws', 'amazonaws.com'],
    ['aws-us-gov', 'amazonaws.com'],
    ['aws-cn', 'amazonaws.com.cn'],
  ]).get(partition);
  if (kind !== 'workgroup' || account === undefined || suffix === undefined) return undefined;
  return { host: `${name}.${account}.${region}.redshift-serverless.${suffix}`, port: usualPort };
}

const key = 'redshiftFederation.addresses';
const kept = 100;

interface Entry {
  profile: string;
  warehouse: string;
  address: string;
}

/** Remembers the addresses of warehouses that were typed in; for all windows, and no secrets. */
export class AddressMemory {
  constructor(private readonly memory: Memory) {}

  of(profile: string, warehouse: WarehouseRef): WarehouseAddress | undefined {
    const found = this.#read().find((entry) => isOf(entry, profile, warehouse));
    return found && readAddress(found.address);
  }

  async remember(profile: string, warehouse: WarehouseRef, address: WarehouseAddress): Promise<void> {
    const others = this.#read().filter((entry) => !isOf(entry, profile, warehouse));
    const entry: Entry = { profile, warehouse: warehouseKey(warehouse), address: addressText(address) };
    await this.memory.update(key, [entry, ...others].slice(0, kept));
  }

  /** What is stored may be of another version or broken: entries that cannot be read are dropped. */
  #read(): Entry[] {
    const found = this.memory.get(key);
    return Array.isArray(found) ? found.filter(isEntry) : [];
  }
}

function isOf(entry: Entry, profile: string, warehouse: WarehouseRef): boolean {
  return entry.profile === profile && entry.warehouse === warehouseKey(warehouse);
}

function isEntry(value: unknown): value is Entry {
  if (typeof value !== 'object' || value === null) return false;
  const { profile, warehouse, address } = value as Record<string, unknown>;
  return typeof profile === 'string' && typeof warehouse === 'string' && typeof address === 'string';
}
