import { awsCleanUpScript, awsScript } from './awsScripts';
import { entraApplicationText } from './entra';
import { oktaApplicationJson, oktaApplicationText } from './okta';
import { pingApplicationText } from './ping';
import { setupFiles, type FileNames } from './setupFiles';
import { permissionPolicyText, trustPolicyText } from './policies';
import type { SetupPlan } from './setupInput';
import { grantStatements, revokeStatements } from './statements';

export const setupTextIds = [
  'application',
  'applicationJson',
  'trust',
  'permission',
  'aws',
  'grants',
  'profile',
  'cleanUpAws',
  'cleanUpGrants',
] as const;
export type SetupTextId = (typeof setupTextIds)[number];

/** One text of the guide, as the file that it is written to. */
export interface SetupText {
  id: SetupTextId;
  file: string;
  language: 'markdown' | 'json' | 'shellscript' | 'sql';
  text: string;
}

/** All texts but the users' file, in the order of the steps. They are the same for the same plan. */
export function setupTexts(plan: SetupPlan): SetupText[] {
  const text = (id: keyof FileNames, language: SetupText['language'], content: string): SetupText => ({
    id,
    file: setupFiles[id],
    language,
    text: content,
  });
  return [
    text('application', 'markdown', applicationText(plan)),
    ...(plan.provider === 'okta' ? [text('applicationJson', 'json', oktaApplicationJson(plan))] : []),
    text('trust', 'json', trustPolicyText(plan)),
    text('permission', 'json', permissionPolicyText(plan)),
    text('aws', 'shellscript', awsScript(plan, setupFiles)),
    text('grants', 'sql', grantStatements(plan)),
    text('cleanUpAws', 'shellscript', awsCleanUpScript(plan)),
    text('cleanUpGrants', 'sql', revokeStatements(plan)),
  ];
}

function applicationText(plan: SetupPlan): string {
  switch (plan.provider) {
    case 'okta':
      return oktaApplicationText(plan);
    case 'entra':
      return entraApplicationText(plan);
    case 'pingfederate':
    case 'pingone':
      return pingApplicationText(plan);
  }
}
