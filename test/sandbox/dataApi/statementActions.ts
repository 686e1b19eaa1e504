import type { Action, Call, Permission } from '../wire/service';
import { Batch } from './batch';
import type { DataApi } from './dataApi';
import { describeBatch, describeSingle } from './descriptions';
import { Input } from './input';
import { LIMITS } from './limits';
import { invalid, notCancellable } from './refusals';
import type { Found } from './runBook';

/** As the real service spells it in its message; a suffix names a statement of a batch. */
const STATEMENT_ID = /^[a-z0-9]{8}(-[a-z0-9]{4}){3}-[a-z0-9]{12}(:\d+)?$/;

/** https://docs.aws.amazon.com/redshift-data/latest/APIReference/API_DescribeStatement.html */
export function describeStatement(api: DataApi): Action {
  return {
    permissions: permissionOn(api, 'DescribeStatement'),
    run: async (call) => {
      const { run, part } = findRun(api, call);
      await (part ?? run).wait(waitSeconds(call), call.signal);
      return run instanceof Batch ? describeBatch(run, part) : describeSingle(run);
    },
  };
}

/** https://docs.aws.amazon.com/redshift-data/latest/APIReference/API_CancelStatement.html */
export function cancelStatement(api: DataApi): Action {
  return {
    permissions: permissionOn(api, 'CancelStatement'),
    run: (call) => {
      const { run, part } = findRun(api, call);
      if (part) throw invalid('A statement of a batch cannot be cancelled alone: cancel the batch');
      if (run.outcome) throw notCancellable(run.id, run.status);
      api.execution.cancel(run);
      // Accepted; whether it was in time shows in the statement's status.
      return { Status: true };
    },
  };
}

/** For actions on a statement that is there: policies may ask who owns it. */
export function permissionOn(api: DataApi, action: string): (call: Call) => Permission[] {
  return (call) => {
    const owner = findRun(api, call).run.request.owner.userId;
    return [
      {
        action: `redshift-data:${action}`,
        resource: '*',
        context: { 'redshift-data:statement-owner-iam-userid': owner },
      },
    ];
  };
}

export function findRun(api: DataApi, { input, caller }: Call): Found {
  return api.runs.find(new Input(input).requiredText('Id', { pattern: STATEMENT_ID }), caller);
}

export function waitSeconds({ input }: Call): number | undefined {
  return new Input(input).integer('WaitTimeSeconds', { min: 1, max: LIMITS.waitTimeSeconds });
}
