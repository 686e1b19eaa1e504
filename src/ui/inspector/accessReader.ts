import type { AccessPicture } from '../../access/accessPicture';
import type { SchemaRelations } from '../../core/access';
import { Emitter } from '../../core/emitter';
import type { Disposable } from '../../core/ports';
import type { Session } from '../../core/session';
import { warehouseKey, type Target } from '../../core/warehouse';
import type { Identities } from '../../redshift/redshift';
import type { AccountService } from '../accounts/accountService';

/** A picture that was read in this window. */
export interface KeptPicture {
  target: Target;
  picture: AccessPicture;
}

/** What reading takes; it is loaded at first use. */
interface Reading {
  readAccess: (accounts: AccountService, target: Target, signal: AbortSignal) => Promise<AccessPicture>;
  identitiesOf: (picture: AccessPicture) => Identities;
}

/** Reads pictures of access, and keeps the last of each account, AWS role, warehouse and database for as long as the window lives. */
export class AccessReader implements Disposable {
  readonly #kept = new Map<string, KeptPicture>();
  readonly #reads = new Emitter<KeptPicture>();
  readonly #listener: Disposable;

  /** Fires when a picture was read. */
  readonly onDidRead = this.#reads.event;

  constructor(
    private readonly accounts: AccountService,
    private readonly load: () => Promise<Reading>,
  ) {
    this.#listener = accounts.onDidChange(({ removed }) => {
      for (const { account } of removed) this.#forget(account.id);
    });
  }

  /** Rejects with Failure or Cancelled; what the database does not tell is in the picture as such. */
  async read(target: Target, signal: AbortSignal): Promise<AccessPicture> {
    const { readAccess } = await this.load();
    const picture = await readAccess(this.accounts, target, signal);
    const kept = { target, picture };
    const key = keyOf(target, picture.aws.roleArn);
    this.#kept.delete(key); // the newest comes last
    this.#kept.set(key, kept);
    this.#reads.fire(kept);
    return picture;
  }

  /** What one may do with the tables and views of a schema in a picture. Rejects with Failure or Cancelled. */
  async relations({ target, picture }: KeptPicture, schema: string, signal: AbortSignal): Promise<SchemaRelations> {
    const { identitiesOf } = await this.load();
    const redshift = await this.accounts.redshiftFor(target.accountId);
    return redshift.relationAccess(target.warehouse, target.database, schema, identitiesOf(picture), signal);
  }

  /** What was read last of a target under an AWS role. */
  last(target: Target, { roleArn }: Pick<Session, 'roleArn'>): AccessPicture | undefined {
    return this.#kept.get(keyOf(target, roleArn))?.picture;
  }

  /** All that were read, the newest first. */
  get kept(): readonly KeptPicture[] {
    return [...this.#kept.values()].reverse();
  }

  dispose(): void {
    this.#listener.dispose();
    this.#reads.dispose();
    this.#kept.clear();
  }

  #forget(accountId: string): void {
    for (const [key, { target }] of this.#kept) {
      if (target.accountId === accountId) this.#kept.delete(key);
    }
  }
}

function keyOf({ accountId, warehouse, database }: Target, roleArn: string): string {
  return JSON.stringify([accountId, roleArn, warehouseKey(warehouse), database]);
}
