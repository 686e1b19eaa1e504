/**
 * Calls a second that the account may make of the Data API. Those of the first five actions and "all other actions 3" are
 * second-hand, from AWS's non-adjustable quotas; GetStatementResultV2 is taken to be as GetStatementResult.
 */
const CALLS_PER_SECOND = {
  ExecuteStatement: 30,
  BatchExecuteStatement: 20,
  DescribeStatement: 100,
  GetStatementResult: 20,
  GetStatementResultV2: 20,
  CancelStatement: 3,
  ListStatements: 3,
  ListSessions: 3,
  ListDatabases: 3,
  ListSchemas: 3,
  ListTables: 3,
  DescribeTable: 3,
};

export type LimitedAction = keyof typeof CALLS_PER_SECOND;
export const LIMITED_ACTIONS = Object.keys(CALLS_PER_SECOND) as LimitedAction[];

interface Bucket {
  left: number;
  /** ms by `now` */
  at: number;
}

/** The account's rate limits, off until they are switched on. An idle second saves up as many calls as a second gives. */
export class RateLimits {
  on = false;
  /** How many calls were refused since they were switched on, by action. */
  refused: Partial<Record<LimitedAction, number>> = {};
  private limits: Record<LimitedAction, number> = { ...CALLS_PER_SECOND };
  private readonly buckets = new Map<LimitedAction, Bucket>();

  /** `now` in ms; only differences count. */
  constructor(private readonly now: () => number = () => performance.now()) {}

  /** With other limits for some actions; the rest are as AWS has them. Nothing is used up yet. */
  set(on: boolean, limits: Partial<Record<LimitedAction, number>> = {}): void {
    this.on = on;
    this.limits = { ...CALLS_PER_SECOND, ...limits };
    this.refused = {};
    this.buckets.clear();
  }

  get callsPerSecond(): Readonly<Record<LimitedAction, number>> {
    return this.limits;
  }

  /** Counts a call; false when it is one too many. */
  take(service: string, name: string): boolean {
    const action = LIMITED_ACTIONS.find((each) => each === name);
    if (!this.on || service !== 'redshift-data' || !action) return true;
    const limit = this.limits[action];
    const now = this.now();
    const bucket = this.buckets.get(action) ?? { left: limit, at: now };
    const left = Math.min(limit, bucket.left + ((now - bucket.at) / 1000) * limit);
    const passes = left >= 1;
    this.buckets.set(action, { left: passes ? left - 1 : left, at: now });
    if (!passes) this.refused[action] = (this.refused[action] ?? 0) + 1;
    return passes;
  }
}
