import { acsUrls, attributeNames, markdownCode, roleValue } from './names';
import type { SetupPlan } from './setupInput';

/**
 * Entra sends one value for the claim, that of the last condition which fits, and cannot join groups
 * (https://learn.microsoft.com/entra/identity-platform/saml-claims-customization, "Emit claims based on conditions"): so each group has
 * all its roles in one value, and groups with more roles come later.
 */
export function entraConditions({ grants }: SetupPlan): [group: string, roles: string][] {
  const roles = new Map<string, Set<string>>();
  for (const { group, role } of grants) roles.set(group, (roles.get(group) ?? new Set()).add(role));
  return [...roles]
    .sort(([, one], [, other]) => one.size - other.size)
    .map(([group, ofGroup]) => [group, [...ofGroup].join(':')]);
}

export function entraApplicationText(plan: SetupPlan): string {
  const conditions = entraConditions(plan);
  const row = (...cells: string[]): string => `| ${cells.join(' | ')} |`;
  const code = (text: string): string => markdownCode(text).replaceAll('|', '\\|');
  const [acs = '', ...more] = acsUrls(plan);
  return `# Microsoft Entra ID: the application

Enterprise applications > New application > Create your own application, not from the gallery; then Single sign-on > SAML.

| Field | Value |
|---|---|
${row('Name', code(plan.connection))}
${row('Identifier (Entity ID)', code(plan.entityId))}
${row('Reply URL (Assertion Consumer Service URL), default', code(acs))}
${more.map((url) => `${row('Further reply URL', code(url))}\n`).join('')}${row('Sign-on URL', 'none')}
${row('Signing option', 'Sign SAML response and assertion, SHA-256')}

## Attributes & Claims

The name goes into “Name” as it is here, “Namespace” stays empty.

| Name | Source |
|---|---|
${row(code(attributeNames.role), code(roleValue(plan)))}
${row(code(attributeNames.sessionName), code('user.userprincipalname'))}
${row(code(attributeNames.user), code('user.userprincipalname'))}
${row(code(attributeNames.roles), 'by claim conditions, below')}

Guests have \`#\` in their principal name, which a session name must not have: give them \`user.mail\`.

## Claim conditions of RedshiftDbRoles

In this order; the last one that fits a person wins. Who needs the roles of two groups needs a group of that kind, below the others.

| User type | Scoped group | Source | Value |
|---|---|---|---|
${conditions.map(([group, roles]) => row('Any', code(group), 'Attribute', code(roles))).join('\n')}

## Assignments

Properties > Assignment required: Yes. Users and groups: those of the table.

## What the next steps need

- SAML Certificates > Federation Metadata XML: save it as \`metadata.xml\`. App Federation Metadata Url: the connection's metadata URL.
`;
}
