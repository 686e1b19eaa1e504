import type { Action } from '../wire/service';
import type { DataApi } from './dataApi';
import { listed } from './descriptions';
import { Input } from './input';
import { LIMITS } from './limits';
import { listOwner, scopeOf } from './listing';
import { newestFirst } from './paging';

const STATUSES = ['SUBMITTED', 'PICKED', 'STARTED', 'FINISHED', 'ABORTED', 'FAILED', 'ALL'] as const;

/** https://docs.aws.amazon.com/redshift-data/latest/APIReference/API_ListStatements.html */
export function listStatements(api: DataApi): Action {
  return {
    permissions: ({ input, caller }) => [
      {
        action: 'redshift-data:ListStatements',
        resource: '*',
        ...listOwner(new Input(input), 'redshift-data:statement-owner-iam-userid', caller),
      },
    ],
    run: ({ input: members, caller }) => {
      const input = new Input(members);
      // "By default, only finished statements are shown."
      const status = input.choice('Status', STATUSES) ?? 'FINISHED';
      const prefix = input.text('StatementName', { min: 0, max: 2048 }) ?? '';
      const database = input.text('Database');
      const fits = api.targets.filter(input);
      const roleWide = input.flag('RoleLevel') ?? true;
      const runs = api.runs
        .list()
        .filter(
          ({ request, status: present }) =>
            request.owner.roleArn === caller.roleArn &&
            (roleWide || request.owner.userId === caller.userId) &&
            (status === 'ALL' || status === present) &&
            (request.name ?? '').startsWith(prefix) &&
            (database === undefined || request.target.database === database) &&
            fits(request.target.warehouse),
        );
      const { page, next } = newestFirst(runs, input, scopeOf('ListStatements', members), LIMITS.maxStatements);
      return { Statements: page.map(listed), ...(next === undefined ? {} : { NextToken: next }) };
    },
  };
}
