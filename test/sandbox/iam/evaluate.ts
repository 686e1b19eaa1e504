import { checkOperators, conditionsHold } from './conditions';
import { like, resolveVariables } from './patterns';
import { many, type ConditionContext, type OneOrMany, type PolicyDocument, type PolicyStatement } from './policy';

/** What is asked of a policy. */
export interface AccessRequest {
  action: string;
  /** Missing in trust policies, which stand at their resource. */
  resource?: string;
  /** ARN of the federated principal; trust policies only. */
  principal?: string;
  context: ConditionContext;
}

/** `implicitDeny`: nothing allows it. */
export type Verdict = 'allowed' | 'explicitDeny' | 'implicitDeny';

/** Default deny, and an explicit Deny wins over every Allow. */
export function evaluate(policies: readonly PolicyDocument[], request: AccessRequest): Verdict {
  const hits = policies.flatMap((policy) => policy.Statement).filter((statement) => applies(statement, request));
  if (hits.some((statement) => statement.Effect === 'Deny')) return 'explicitDeny';
  return hits.length > 0 ? 'allowed' : 'implicitDeny';
}

/** Throws for what AWS would not have saved, or the sandbox cannot evaluate. */
export function checkPolicy(policy: PolicyDocument): void {
  for (const statement of policy.Statement) {
    if ((statement.Action === undefined) === (statement.NotAction === undefined))
      throw new Error('A policy statement has either Action or NotAction.');
    if (
      statement.Principal === undefined &&
      (statement.Resource === undefined) === (statement.NotResource === undefined)
    )
      throw new Error('A policy statement has either Resource or NotResource.');
    checkOperators(statement.Condition);
  }
}

function applies(statement: PolicyStatement, request: AccessRequest): boolean {
  return (
    principalFits(statement, request.principal) &&
    actionFits(statement, request.action) &&
    resourceFits(statement, request) &&
    conditionsHold(statement.Condition, request.context)
  );
}

function principalFits(statement: PolicyStatement, principal: string | undefined): boolean {
  return principal === undefined || many(statement.Principal?.Federated).includes(principal);
}

/** Names of actions are compared without regard to case. */
function actionFits(statement: PolicyStatement, action: string): boolean {
  const fits = (patterns: OneOrMany): boolean => many(patterns).some((pattern) => like(pattern, action, true));
  return statement.Action !== undefined ? fits(statement.Action) : !fits(statement.NotAction ?? []);
}

function resourceFits(statement: PolicyStatement, { resource, context }: AccessRequest): boolean {
  if (resource === undefined) return true;
  const fits = (patterns: OneOrMany): boolean =>
    many(patterns).some((pattern) => {
      const resolved = resolveVariables(pattern, context);
      return resolved !== undefined && like(resolved, resource);
    });
  return statement.Resource !== undefined ? fits(statement.Resource) : !fits(statement.NotResource ?? []);
}
