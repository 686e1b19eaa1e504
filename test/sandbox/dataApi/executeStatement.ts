import type { Action, Call } from '../wire/service';
import { Batch, EXECUTION_MODES, type ExecutionMode } from './batch';
import type { DataApi } from './dataApi';
import { Input } from './input';
import { LIMITS } from './limits';
import { planPermissions, readPlan, type Plan } from './plan';
import { Statement } from './statement';
import { submit, submitted } from './submission';

/** https://docs.aws.amazon.com/redshift-data/latest/APIReference/API_ExecuteStatement.html */
export function executeStatement(api: DataApi): Action {
  const read = (call: Call): { sql: string; plan: Plan } => {
    const sql = new Input(call.input).requiredText('Sql');
    return { sql, plan: readPlan(api, call, [sql]) };
  };
  return {
    permissions: (call) => planPermissions(api, read(call).plan, call, 'ExecuteStatement'),
    run: async (call) => {
      const { sql, plan } = read(call);
      const run = submit(api, plan, call, (request) => new Statement(request, sql, api.clock));
      await run.wait(plan.waitSeconds, call.signal);
      return submitted(run, plan.waitSeconds !== undefined);
    },
  };
}

/** https://docs.aws.amazon.com/redshift-data/latest/APIReference/API_BatchExecuteStatement.html */
export function batchExecuteStatement(api: DataApi): Action {
  const read = (call: Call): { sqls: string[]; mode: ExecutionMode; plan: Plan } => {
    const input = new Input(call.input);
    const sqls = input.requiredTexts('Sqls', LIMITS.batchStatements);
    const mode = input.choice('ExecutionMode', EXECUTION_MODES) ?? 'TRANSACTION';
    return { sqls, mode, plan: readPlan(api, call, sqls) };
  };
  return {
    permissions: (call) => planPermissions(api, read(call).plan, call, 'BatchExecuteStatement'),
    run: async (call) => {
      const { sqls, mode, plan } = read(call);
      const run = submit(api, plan, call, (request) => new Batch(request, sqls, mode, api.clock));
      await run.wait(plan.waitSeconds, call.signal);
      return submitted(run, plan.waitSeconds !== undefined);
    },
  };
}
