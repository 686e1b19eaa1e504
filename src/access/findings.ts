import type { AccessPicture, Finding } from './accessPicture';

/** What is to be known about the links of a picture, in the order of the chain. */
export function findings(picture: Known): Finding[] {
  return [...ofTags(picture), ...ofAws(picture), ...ofUser(picture), ...ofRoles(picture)];
}

type Known = Omit<AccessPicture, 'findings'>;

function ofTags({ tags }: Known): Finding[] {
  return tags
    .filter(({ atLimit }) => atLimit)
    .map(({ name }) => ({ station: 'tags', tone: 'warning', code: 'tag.atLimit', tag: name }));
}

function ofAws({ aws, readAt, othersStatements: others }: Known): Finding[] {
  const found: Finding[] = [];
  if (aws.expiresAt <= readAt) found.push({ station: 'aws', tone: 'bad', code: 'session.expired' });
  if (others.told && others.value > 0)
    found.push({ station: 'aws', tone: 'warning', code: 'statements.readable', count: others.value });
  return found;
}

function ofUser({ user: { current, tagged = '', standing } }: Known): Finding[] {
  switch (standing) {
    case 'same':
      return [];
    case 'different':
      return [{ station: 'user', tone: 'bad', code: 'user.different', tagged, current }];
    case 'shared':
      return [{ station: 'user', tone: 'warning', code: 'user.shared', current }];
    case 'untagged':
      return [{ station: 'user', tone: 'neutral', code: 'user.untagged' }];
  }
}

function ofRoles({ roles, rolesTagged }: Known): Finding[] {
  const found: Finding[] = rolesTagged ? [] : [{ station: 'roles', tone: 'neutral', code: 'roles.untagged' }];
  for (const { name: role, standing } of roles) {
    if (standing === 'missing') found.push({ station: 'roles', tone: 'bad', code: 'role.missing', role });
    if (standing === 'unnamed') found.push({ station: 'roles', tone: 'neutral', code: 'role.unnamed', role });
  }
  return found;
}
