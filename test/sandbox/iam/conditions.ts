import { like, literal, resolveVariables } from './patterns';
import { many, type ConditionContext, type Conditions } from './policy';

/** Compares one value of the request with one (resolved) value of the policy. */
type Compare = (actual: string, wanted: string) => boolean;

const lower = (text: string): string => text.toLowerCase();

/** Positive operators; their negations are derived. Operators that are not here are refused when a policy is loaded. */
const OPERATORS: Readonly<Record<string, Compare>> = {
  StringEquals: (actual, wanted) => actual === literal(wanted),
  StringEqualsIgnoreCase: (actual, wanted) => lower(actual) === lower(literal(wanted)),
  StringLike: (actual, wanted) => like(wanted, actual),
  ArnLike: arnLike,
  ArnEquals: arnLike,
  Bool: (actual, wanted) => lower(actual) === lower(literal(wanted)),
  NumericEquals: (actual, wanted) => Number(actual) === Number(wanted),
  NumericLessThan: (actual, wanted) => Number(actual) < Number(wanted),
  NumericLessThanEquals: (actual, wanted) => Number(actual) <= Number(wanted),
  NumericGreaterThan: (actual, wanted) => Number(actual) > Number(wanted),
  NumericGreaterThanEquals: (actual, wanted) => Number(actual) >= Number(wanted),
  DateLessThan: (actual, wanted) => Date.parse(actual) < Date.parse(wanted),
  DateGreaterThan: (actual, wanted) => Date.parse(actual) > Date.parse(wanted),
};

const NEGATED: Readonly<Record<string, string>> = {
  StringNotEquals: 'StringEquals',
  StringNotEqualsIgnoreCase: 'StringEqualsIgnoreCase',
  StringNotLike: 'StringLike',
  ArnNotLike: 'ArnLike',
  ArnNotEquals: 'ArnEquals',
  NumericNotEquals: 'NumericEquals',
};

interface Operator {
  compare: Compare;
  negated: boolean;
  ifExists: boolean;
  quantifier: 'ForAllValues' | 'ForAnyValue' | undefined;
}

/** True when all conditions hold: operators and keys are joined by AND, values of one key by OR. */
export function conditionsHold(conditions: Conditions | undefined, context: ConditionContext): boolean {
  return Object.entries(conditions ?? {}).every(([name, keys]) =>
    Object.entries(keys).every(([key, wanted]) =>
      name === 'Null' ? isNull(key, many(wanted), context) : holds(parse(name), key, many(wanted), context),
    ),
  );
}

/** Throws for an operator that the sandbox does not evaluate: AWS refuses unknown ones when the policy is saved. */
export function checkOperators(conditions: Conditions | undefined): void {
  for (const name of Object.keys(conditions ?? {})) if (name !== 'Null') parse(name);
}

function parse(name: string): Operator {
  const [, quantifier, base = '', ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(name) ?? [];
  const positive = NEGATED[base];
  const compare = OPERATORS[positive ?? base];
  if (!compare) throw new Error(`The sandbox does not evaluate the condition operator ${name}.`);
  return {
    compare,
    negated: positive !== undefined,
    ifExists: ifExists !== undefined,
    quantifier: quantifier === 'ForAllValues' || quantifier === 'ForAnyValue' ? quantifier : undefined,
  };
}

function holds(operator: Operator, key: string, wanted: readonly string[], context: ConditionContext): boolean {
  const present = context.get(key.toLowerCase());
  if (present === undefined)
    return operator.ifExists || operator.quantifier === 'ForAllValues' || (operator.negated && !operator.quantifier);
  const patterns = wanted.map((value) => resolveVariables(value, context)).filter((value) => value !== undefined);
  const matches = (actual: string): boolean =>
    patterns.some((pattern) => operator.compare(actual, pattern)) !== operator.negated;
  const actuals = many(present);
  return operator.quantifier === 'ForAnyValue' ? actuals.some(matches) : actuals.every(matches);
}

function isNull(key: string, wanted: readonly string[], context: ConditionContext): boolean {
  return wanted.includes(String(!context.has(key.toLowerCase())));
}

/** Each of the six parts of an ARN is matched on its own. */
function arnLike(actual: string, wanted: string): boolean {
  const parts = (arn: string): string[] => {
    const split = arn.split(':');
    return [...split.slice(0, 5), split.slice(5).join(':')];
  };
  const patterns = parts(wanted);
  const values = parts(actual);
  return patterns.length === values.length && patterns.every((pattern, index) => like(pattern, values[index] ?? ''));
}
