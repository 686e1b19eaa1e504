import { l10n } from 'vscode';
import type { SetupText, SetupTextId } from '../../access/setup/setupTexts';
import type { SetupStepView } from '../../webview/setupProtocol';

/** The file that tells the order; beside the texts in the folder. */
export const readmeFile = 'README.md';

interface Step {
  heading: string;
  why: string;
  ids: readonly SetupTextId[];
}

/** The texts in their steps, with why each is needed. */
export function setupSteps(texts: readonly SetupText[]): SetupStepView[] {
  return steps().map(({ heading, why, ids }) => ({
    heading,
    why,
    texts: texts
      .filter(({ id }) => ids.includes(id))
      .map(({ id, file, text }) => ({ id, title: titleOf(id), file, text, copy: l10n.t('Copy {0}', file) })),
  }));
}

/** The same in a file. */
export function setupReadme(texts: readonly SetupText[]): string {
  const parts = setupSteps(texts).flatMap(({ heading, why, texts: ofStep }) => [
    `## ${heading}`,
    why,
    ...(ofStep.length === 0 ? [] : [ofStep.map(({ file, title }) => `- \`${file}\`: ${title}`).join('\n')]),
  ]);
  return `${[`# ${l10n.t('Set-Up Guide for Administrators')}`, ...parts].join('\n\n')}\n`;
}

function steps(): Step[] {
  return [
    {
      heading: l10n.t('1. Identity provider: the application'),
      why: l10n.t(
        'It says who somebody is, and turns groups into the tag RedshiftDbRoles. Keep its metadata as metadata.xml: AWS trusts what is signed with the key in it.',
      ),
      ids: ['application', 'applicationJson'],
    },
    {
      heading: l10n.t('2. AWS: SAML provider and role'),
      why: l10n.t(
        'The trust policy takes answers of this provider for these ports alone, with their tags (sts:TagSession). The permission policy allows one warehouse, and to each person the own statements and sessions alone, though all share the role. Run the script, or paste the policies in the console.',
      ),
      ids: ['trust', 'permission', 'aws'],
    },
    {
      heading: l10n.t('3. Redshift: roles and grants'),
      why: l10n.t(
        'Redshift makes each person a database user at the first sign-in, and gives the session the roles that the tag names and the database has. Privileges of tables to come hold for those that the same administrator makes.',
      ),
      ids: ['grants'],
    },
    {
      heading: l10n.t('4. Users: the connection'),
      why: l10n.t(
        'Hand the file out; it holds no secrets. Users take it by “Redshift: Import Connection...” and sign in.',
      ),
      ids: ['profile'],
    },
    {
      heading: l10n.t('5. Clean-up, in this order'),
      why: l10n.t(
        'Take the groups off the application, so that nobody signs in any more; remove the role and the SAML provider from AWS, which ends what is open; remove the roles from the database, and by DROP USER the users that sign-ins made there (pg_user); delete the application. Users remove the connection.',
      ),
      ids: ['cleanUpAws', 'cleanUpGrants'],
    },
  ];
}

function titleOf(id: SetupTextId): string {
  switch (id) {
    case 'application':
      return l10n.t('Fields of the application');
    case 'applicationJson':
      return l10n.t('The same for Okta’s API (POST /api/v1/apps)');
    case 'trust':
      return l10n.t('Trust policy');
    case 'permission':
      return l10n.t('Permission policy');
    case 'aws':
      return l10n.t('Script for the AWS CLI');
    case 'grants':
      return l10n.t('Roles and grants');
    case 'profile':
      return l10n.t('The users’ file');
    case 'cleanUpAws':
      return l10n.t('Script for the AWS CLI');
    case 'cleanUpGrants':
      return l10n.t('Roles and grants');
  }
}
