import { awsRoleArn } from '../../access/setup/names';
import type { SetupPlan } from '../../access/setup/setupInput';
import { setupTexts, type SetupText } from '../../access/setup/setupTexts';
import { entryOf } from '../profiles/connectionDraft';
import { parseProfiles } from '../profiles/parseProfiles';
import { profileFileSuffix, profileFileText } from '../profiles/profileFile';

/** All texts of the guide; the users' file is among them as soon as it is known where a sign-in begins. */
export function guideTexts(plan: SetupPlan): SetupText[] {
  const texts = setupTexts(plan);
  const profile = profileText(plan);
  const beforeCleanUp = texts.findIndex(({ id }) => id === 'cleanUpAws');
  return profile ? texts.toSpliced(beforeCleanUp, 0, profile) : texts;
}

/** The connection as a file that **Redshift: Import Connection...** takes. */
function profileText(plan: SetupPlan): SetupText | undefined {
  const { provider, connection, loginUrl, metadataUrl, region, entityId, ports, warehouse } = plan;
  const { kind, name, database } = warehouse;
  const entry = entryOf(
    {
      name: connection,
      provider,
      loginUrl,
      metadata: metadataUrl,
      spEntityId: entityId,
      region,
      acsPort: ports[0],
      preferredRole: awsRoleArn(plan),
      warehouses: [{ kind, name, database }],
    },
    [],
  );
  const [profile] = parseProfiles([entry]).profiles;
  return (
    profile && {
      id: 'profile',
      file: `4-${profile.id}${profileFileSuffix}`,
      language: 'json',
      text: profileFileText(profile),
    }
  );
}
