import type { JsonObject } from '../wire/service';

/** What goes wrong, for which calls, and how often. Given as JSON at the control address. */
export interface FaultRule {
  /** `sts`, `redshift`, `redshift-serverless`, `redshift-data`, `idp`, ...; missing = all. */
  service?: string;
  /** Name of the action; missing = all of the service. */
  action?: string;
  /** Only calls whose input has this member (`WaitTimeSeconds`). */
  withMember?: string;
  /** The action sees the call without this member: what a service does with members that it does not know yet. */
  dropMember?: string;
  /** So many fitting calls pass first. */
  skip?: number;
  /** How many calls it hits, 1 unless said; 0 = until it is removed. */
  times?: number;
  /** `before` (the default): the action does not run. `after`: it ran, and only its answer suffers. */
  when?: 'before' | 'after';
  delayMs?: number;
  /** Breaks the connection without an answer. */
  reset?: boolean;
  /** Answers so instead; code and message default to an internal failure's. */
  status?: number;
  code?: string;
  message?: string;
  /** Answers as the service does when it is called too often. */
  throttle?: boolean;
  /** With `when: after`: sends only so many bytes of the body. */
  cutAfter?: number;
}

export interface CallFacts {
  service: string;
  action: string;
  input: JsonObject;
}

interface Entry {
  id: number;
  rule: FaultRule;
  skip: number;
  /** Infinity = until removed. */
  left: number;
  hits: number;
}

/** The faults that are on. */
export class FaultBook {
  private readonly entries: Entry[] = [];
  private nextId = 1;

  add(rule: FaultRule): number {
    const id = this.nextId++;
    const left = rule.times === 0 ? Number.POSITIVE_INFINITY : (rule.times ?? 1);
    this.entries.push({ id, rule, skip: rule.skip ?? 0, left, hits: 0 });
    return id;
  }

  /** Removes one, or all. */
  remove(id?: number): void {
    if (id === undefined) this.entries.length = 0;
    else this.entries.splice(0, this.entries.length, ...this.entries.filter((entry) => entry.id !== id));
  }

  list(): { id: number; rule: FaultRule; hits: number }[] {
    return this.entries.map(({ id, rule, hits }) => ({ id, rule, hits }));
  }

  /** The rules that hit this call, in the order they were given; counts them. */
  take(call: CallFacts): FaultRule[] {
    return this.entries.filter((entry) => fits(entry.rule, call) && hit(entry)).map((entry) => entry.rule);
  }
}

/** The input as the action shall see it. */
export function withoutDropped(rules: readonly FaultRule[], input: JsonObject): JsonObject {
  const dropped = rules.flatMap(({ dropMember }) => dropMember ?? []);
  if (dropped.length === 0) return input;
  return Object.fromEntries(Object.entries(input).filter(([name]) => !dropped.includes(name)));
}

function fits(rule: FaultRule, call: CallFacts): boolean {
  return (
    (rule.service === undefined || rule.service === call.service) &&
    (rule.action === undefined || rule.action === call.action) &&
    (rule.withMember === undefined || Object.hasOwn(call.input, rule.withMember))
  );
}

function hit(entry: Entry): boolean {
  if (entry.skip > 0) {
    entry.skip--;
    return false;
  }
  if (entry.left <= 0) return false;
  entry.left--;
  entry.hits++;
  return true;
}
