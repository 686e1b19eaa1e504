import type { Profile } from '../core/profile';

/**
 * Names under which AWS is the audience of an assertion: AWS's own metadata in each partition, and the sign-in address that
 * some providers' templates use. Our entity id counts too; Entra cuts its `#n`, which tells several apps apart, from the audience.
 */
export function audiencesOf({ spEntityId }: Pick<Profile, 'spEntityId'>): string[] {
  return [
    ...new Set([
      spEntityId,
      spEntityId.replace(/#\d*$/, ''),
      'urn:amazon:webservices',
      'urn:amazon:webservices:govcloud',
      'urn:amazon:webservices:cn-north-1',
      'https://signin.aws.amazon.com/saml',
    ]),
  ];
}
