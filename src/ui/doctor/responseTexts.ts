import { l10n } from 'vscode';
import type { DoctorFacts, NearMiss, RoleProblem } from '../../access/doctor/findings';
import type { FindingTexts } from './findingTexts';

type Codes = Extract<
  keyof DoctorFacts,
  | `signature.${string}`
  | 'login.unreachable'
  | `clock.${string}`
  | `response.${string}`
  | `attribute.${string}`
  | 'tags.none'
  | `role.${string}`
  | `sessionName.${string}`
  | `tag.${string}`
>;

const inApp = (): string => l10n.t('The administrator of the identity provider’s app changes that in the app.');

/** Findings about the way to the provider, and about what it answers. */
export const responseTexts: FindingTexts<Codes> = {
  'signature.notChecked': () => ({
    happened: l10n.t('The connection has no metadata of its identity provider: AWS alone checks the signature.'),
    toDo: l10n.t('Put the address of the app’s SAML metadata into “metadata” of the connection.'),
  }),
  'login.unreachable': ({ host, reason }) => ({
    happened: l10n.t('{0} does not answer from here ({1}).', host, reason),
    toDo: l10n.t('Your browser may know a way. If it shows no page, check the login URL, your network and VPN.'),
  }),
  'clock.off': ({ aheadSeconds: off, host }) => ({
    happened:
      off > 0
        ? l10n.t('The clock of this computer is {0} seconds ahead of that of {1}.', off, host)
        : l10n.t('The clock of this computer is {0} seconds behind that of {1}.', -off, host),
    toDo: l10n.t('Set the clock to the right time, then sign in again.'),
  }),
  'response.tooOld': ({ seconds }) => ({
    happened: l10n.t('The answer is {0} seconds old, and AWS takes one for five minutes.', seconds),
    toDo: l10n.t('Sign in again, and finish within five minutes. If it is so each time, the provider’s clock is off.'),
  }),
  'attribute.nearMiss': ({ got, wanted, problem }) => ({
    happened: l10n.t(
      'The attribute “{0}” is not there, but there is “{1}”, which nobody reads: {2}.',
      wanted,
      got,
      nearMissWords(problem),
    ),
    toDo: inApp(),
  }),
  'attribute.legacy': ({ names }) => ({
    happened: l10n.t(
      'There are attributes of the drivers’ older set-up ({0}), and no principal tags: database roles need those.',
      names,
    ),
    toDo: l10n.t(
      'In the provider’s app, send {0} and {1} instead.',
      '…/PrincipalTag:RedshiftDbUser',
      '…/PrincipalTag:RedshiftDbRoles',
    ),
  }),
  'tags.none': () => ({
    happened: l10n.t('There are no principal tags: you will share a database user with everybody on the AWS role.'),
    toDo: l10n.t(
      'To get roles by your groups, the provider’s app must send {0} and {1}.',
      '…/PrincipalTag:RedshiftDbUser',
      '…/PrincipalTag:RedshiftDbRoles',
    ),
  }),
  'role.value': ({ value, problem }) => ({
    happened: l10n.t('AWS passes over the value “{0}” of the attribute Role: {1}.', value, roleWords(problem)),
    toDo: l10n.t('Each value must be the ARN of a role, a comma, and the ARN of the SAML provider. {0}', inApp()),
  }),
  'role.partition': ({ arn, region }) => ({
    happened: l10n.t('{0} is in another partition of AWS than the connection’s region {1}.', arn, region),
    toDo: l10n.t('Correct “region” of the connection, or the partition (“aws”, “aws-cn”, …) in the provider’s app.'),
  }),
  'role.accounts': ({ roleArn, providerArn }) => ({
    happened: l10n.t('The role {0} and the SAML provider {1} are in different AWS accounts.', roleArn, providerArn),
    toDo: l10n.t('A role trusts SAML providers of its own account. {0}', inApp()),
  }),
  'role.notOffered': ({ preferred }) => ({
    happened: l10n.t('The role {0}, which is preferred, is not among those that are offered.', preferred),
    toDo: l10n.t('Ask the administrator of the app for it, or change “preferredRole” of the connection.'),
  }),
  'sessionName.length': ({ length }) => ({
    happened: l10n.t('RoleSessionName has {0} characters; AWS takes 2 to 64.', length),
    toDo: inApp(),
  }),
  'sessionName.characters': ({ characters }) => ({
    happened: l10n.t('RoleSessionName holds characters that AWS does not take: {0}', characters),
    toDo: l10n.t('Send the mail address or the user name: letters, digits and _+=,.@- alone.'),
  }),
  'tag.atLimit': ({ tag }) => ({
    happened: l10n.t('{0} has exactly the 256 characters that AWS takes: its end was most likely cut off.', tag),
    toDo: l10n.t('Let the provider’s app send fewer groups, those of Redshift alone.'),
  }),
  'tag.characters': ({ tag, characters }) => ({
    happened: l10n.t('{0} holds characters that AWS does not take in a tag: {1}', tag, characters),
    toDo: inApp(),
  }),
  'tag.separator': ({ tag, separator }) => ({
    happened: {
      comma: l10n.t('The roles in {0} are separated by commas.', tag),
      semicolon: l10n.t('The roles in {0} are separated by semicolons.', tag),
      bar: l10n.t('The roles in {0} are separated by bars.', tag),
      space: l10n.t('The roles in {0} are separated by spaces, or it is one role with spaces in its name.', tag),
    }[separator],
    toDo: l10n.t('They must be separated by colons: role1:role2. {0}', inApp()),
  }),
  'tag.several': ({ tag, count }) => ({
    happened: l10n.t('{0} has {1} values, and a tag takes one.', tag, count),
    toDo: l10n.t('Join the roles by colons to one value: role1:role2. {0}', inApp()),
  }),
};

function nearMissWords(problem: NearMiss): string {
  const words: Record<NearMiss, string> = {
    noPrincipalTag: l10n.t('“PrincipalTag:” is missing in its name'),
    noPrefix: l10n.t('the address at the beginning of its name is missing'),
    scheme: l10n.t('its name begins with http instead of https'),
    case: l10n.t('upper and lower case differ'),
    spaces: l10n.t('there is a space at the beginning or end of its name'),
    misspelt: l10n.t('its name is misspelt'),
  };
  return words[problem];
}

function roleWords(problem: RoleProblem): string {
  const words: Record<RoleProblem, string> = {
    empty: l10n.t('it is empty'),
    onlyRole: l10n.t('the SAML provider is missing'),
    onlyProvider: l10n.t('the role is missing'),
    separator: l10n.t('there is no comma between role and SAML provider'),
    account: l10n.t('the number of an AWS account has 12 digits'),
    partition: l10n.t('an ARN begins with “arn:aws:” or another partition of AWS'),
    space: l10n.t('there is a space in an ARN'),
    form: l10n.t('it is no pair of a role and a SAML provider'),
  };
  return words[problem];
}
