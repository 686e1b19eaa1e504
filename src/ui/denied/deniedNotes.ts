import { l10n } from 'vscode';
import type { Explanation } from '../../access/denied/explanation';
import { kindWords, nameOf } from './nameWords';

/** What is to be known beside the missing privileges, the nearest first. */
export function deniedNotes(explanation: Explanation): string[] {
  return [
    ...pathNotes(explanation),
    ...thingNotes(explanation),
    ...otherRoles(explanation),
    ...explanation.untold.map(({ message }) => l10n.t('The database did not tell everything: {0}', message)),
  ];
}

/** How the statement leads there, and whose rights decide (see access/denied/viewReads.ts for the pages that say so). */
function pathNotes({ path, subject, denial }: Explanation): string[] {
  if (subject === undefined) return [];
  if (path === undefined) {
    const isInner = denial?.why === 'privilege' && subject.kind === 'relation' && subject.schema === undefined;
    return isInner ? [l10n.t('The statement does not name its schema: it is found by the search_path.')] : [];
  }
  const steps = path.steps.map((step) => l10n.t('{0} {1} of {2}', kindWords(step.kind), nameOf(step), step.owner));
  const last = path.steps.at(-1);
  const owner = last?.owner ?? '';
  const isRoutine = last?.kind === 'procedure' || last?.kind === 'function';
  const why =
    path.rights === 'owner'
      ? isRoutine
        ? l10n.t(
            'It works with the rights of its owner (SECURITY DEFINER), and {0} lacks them: a grant to you would not help.',
            owner,
          )
        : l10n.t(
            'A view reads tables with the rights of its owner, and {0} lacks them: a grant to you would not help.',
            owner,
          )
      : isRoutine
        ? l10n.t('It works with the rights of who calls it (SECURITY INVOKER): yours.')
        : subject.kind === 'schema'
          ? l10n.t(
              'A view reads tables with the rights of its owner, but you need USAGE on the schemas that they are in.',
            )
          : l10n.t('Your own rights decide here.');
  return [l10n.t('The statement does not name it, but leads there: {0}.', steps.join(' → ')), why];
}

function thingNotes({ found, subject, reads, elsewhere, needs }: Explanation): string[] {
  const notes: string[] = [];
  if (elsewhere.length > 0) {
    notes.push(
      l10n.t('The search_path does not lead to it. Name its schema; there is one in: {0}.', elsewhere.join(', ')),
    );
  }
  if (reads.length > 0) {
    const names = reads.map((read) => nameOf(read)).join(', ');
    notes.push(
      found?.kind === 'lateBindingView'
        ? l10n.t(
            'It is bound to nothing until it is queried: its owner then has to have SELECT on {0}, and you USAGE on their schemas.',
            names,
          )
        : l10n.t('It reads {0}. You need no SELECT there, but USAGE on their schemas.', names),
    );
    const lacking = reads.filter(({ ownerSelect }) => ownerSelect === false).map((read) => nameOf(read));
    if (lacking.length > 0) {
      notes.push(l10n.t('Its owner {0} may not read {1} any more.', found?.owner ?? '', lacking.join(', ')));
    }
  }
  if (found?.definer === true) notes.push(l10n.t('It works with the rights of its owner (SECURITY DEFINER).'));
  if (found?.kind === 'procedure') {
    notes.push(l10n.t('At first nobody but its owner and superusers may call a procedure.'));
  }
  if (needs.some(({ privilege }) => privilege === 'OWNER')) {
    const owner = found?.owner ?? l10n.t('its owner');
    notes.push(
      l10n.t('No privilege allows this: {0} has to do it, or an administrator makes somebody else the owner.', owner),
    );
  }
  if (found?.kind === 'externalTable') {
    notes.push(
      l10n.t(
        'External tables have no grants of their own: USAGE on the schema, its IAM role and AWS Lake Formation decide.',
      ),
    );
  }
  if (subject?.column !== undefined)
    notes.push(l10n.t('Rights may be given for single columns: name those that you need.'));
  return notes;
}

function otherRoles({ subject, holders, givers, needs, path }: Explanation): string[] {
  if (subject === undefined || path?.rights === 'owner' || needs.every(({ held }) => held === true)) return [];
  if (givers.length > 0) return [l10n.t('Roles that have what is missing: {0}.', givers.join(', '))];
  if (holders.some(({ how }) => how === 'other')) return [l10n.t('No role that you can see has all of it.')];
  return [
    l10n.t('Which other roles have it is not shown to you: the database tells a plain user of their own roles alone.'),
  ];
}
