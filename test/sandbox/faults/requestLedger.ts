/** One request that reached the sandbox, whatever came of it. Holds no values of requests: they may be secrets. */
export interface RequestEntry {
  requestId: string;
  /** ms since 1970, the machine's time */
  at: number;
  service: string;
  action: string;
  /** NameID of the caller, when it was known. */
  user?: string;
  /** Names of the input's members. */
  members: string[];
  /** HTTP status; missing while it is being handled, and for a broken connection. */
  status?: number;
  /** Error code, where it was one. */
  code?: string;
  durationMs?: number;
  reset?: boolean;
}

const KEPT = 20_000;

/** Every request by service and action, for counting; the newest 20,000 in full. */
export class RequestLedger {
  private entries: RequestEntry[] = [];
  private counted: Record<string, number> = {};

  /** A request has come; what it asks for is not known yet. */
  open(service: string, requestId: string): RequestEntry {
    const entry: RequestEntry = { requestId, at: Date.now(), service, action: 'Unknown', members: [] };
    this.entries.push(entry);
    if (this.entries.length > KEPT) this.entries = this.entries.slice(-KEPT / 2);
    this.count(entry, 1);
    return entry;
  }

  /** It asks for this. */
  name(entry: RequestEntry, action: string, members: string[]): void {
    this.count(entry, -1);
    entry.action = action;
    entry.members = members;
    this.count(entry, 1);
  }

  /** How often each `service.action` was called. */
  counts(): Record<string, number> {
    return { ...this.counted };
  }

  list(filter: { service?: string; action?: string } = {}): RequestEntry[] {
    return this.entries.filter(
      (entry) =>
        (filter.service === undefined || entry.service === filter.service) &&
        (filter.action === undefined || entry.action === filter.action),
    );
  }

  clear(): void {
    this.entries = [];
    this.counted = {};
  }

  private count(entry: RequestEntry, by: number): void {
    const name = `${entry.service}.${entry.action}`;
    const count = (this.counted[name] ?? 0) + by;
    if (count > 0) this.counted[name] = count;
    else Reflect.deleteProperty(this.counted, name);
  }
}
