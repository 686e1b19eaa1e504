import { l10n } from 'vscode';
import { providerKinds, statementRules, wayIds } from '../../core/profile';
import type { ProfileProblem } from './profileRules';

/** A problem in words that follow the name of the field: "region" + "is missing". */
export function problemText(problem: ProfileProblem): string {
  if (typeof problem === 'object') {
    return l10n.t('must be a whole number from {0} to {1}', problem.notWholeNumberFrom, problem.to);
  }
  switch (problem) {
    case 'missing':
      return l10n.t('is missing');
    case 'missingAddress':
      return l10n.t('is missing, and so is metadata: one of them is needed');
    case 'notYesNo':
      return l10n.t('must be true or false');
    case 'notText':
      return l10n.t('must be a text');
    case 'notAddress':
      return l10n.t('must be an address that starts with https://');
    case 'notHttps':
      return l10n.t('must start with https:// (http:// is for this computer alone)');
    case 'hasPassword':
      return l10n.t('must not hold a user name or a password');
    case 'notMetadata':
      return l10n.t('must be SAML metadata (XML with an EntityDescriptor) or its address');
    case 'notRegion':
      return l10n.t('must be an AWS region, such as us-west-2');
    case 'notRoleArn':
      return l10n.t('must be the ARN of an IAM role, such as arn:aws:iam::123456789012:role/name');
    case 'notProviderKind':
      return l10n.t('must be one of {0}', providerKinds.join(', '));
    case 'notWay':
      return l10n.t('must be one of {0}', ['ask', ...wayIds].join(', '));
    case 'wayNeedsOkta':
      return l10n.t('can be oktaPassword only where the provider is okta');
    case 'notStatementRule':
      return l10n.t('must be one of {0}', statementRules.join(', '));
    case 'notId':
      return l10n.t('may hold letters, digits, dot, underscore and hyphen only, at most 64');
    case 'duplicateId':
      return l10n.t('is used by another connection');
    case 'notObject':
      return l10n.t('must be an object in braces');
    case 'notList':
      return l10n.t('must be a list in brackets');
    case 'notWarehouseKind':
      return l10n.t('must be cluster or workgroup');
    case 'notWarehouseName':
      return l10n.t('must be a cluster identifier or a workgroup name (letters, digits, hyphens)');
    case 'notDatabase':
      return l10n.t('must be the name of a database');
  }
}
