/** Policy documents, as far as the sandbox evaluates them (IAM user guide, "IAM JSON policy elements reference"). */

export type OneOrMany = string | readonly string[];

export type Conditions = Readonly<Record<string, Readonly<Record<string, OneOrMany>>>>;

export interface PolicyStatement {
  Sid?: string;
  Effect: 'Allow' | 'Deny';
  /** Trust policies only. */
  Principal?: { Federated: OneOrMany };
  Action?: OneOrMany;
  NotAction?: OneOrMany;
  Resource?: OneOrMany;
  NotResource?: OneOrMany;
  Condition?: Conditions;
}

export interface PolicyDocument {
  Version: '2012-10-17';
  Statement: readonly PolicyStatement[];
}

/** Condition keys and their values; the names are compared without regard to case. */
export type ConditionContext = ReadonlyMap<string, OneOrMany>;

/** Makes a context that is found in any case. */
export function conditionContext(values: Readonly<Record<string, OneOrMany | undefined>>): ConditionContext {
  const context = new Map<string, OneOrMany>();
  for (const [key, value] of Object.entries(values)) if (value !== undefined) context.set(key.toLowerCase(), value);
  return context;
}

export function many(value: OneOrMany | undefined): readonly string[] {
  return value === undefined ? [] : typeof value === 'string' ? [value] : value;
}
