import { acsUrls, attributeNames, groupsOfRoles, markdownCode, roleValue } from './names';
import type { SetupPlan } from './setupInput';

/**
 * PingFederate's expression (OGNL) for RedshiftDbRoles: each group adds `:role`, and the first colon goes. `ds.memberOf` and `hasValue`
 * are those of https://docs.pingidentity.com/pingfederate/latest/administrators_reference_guide/pf_sample_ognl_express.html.
 */
export function pingFederateRolesExpression(plan: SetupPlan): string {
  const text = (value: string): string => `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
  const pieces = [...groupsOfRoles(plan)].map(([role, groups]) => {
    const isMember = groups.map((group) => `#this.get("ds.memberOf").hasValue(${text(group)})`).join(' || ');
    return `((${isMember}) ? ${text(`:${role}`)} : "")`;
  });
  return `#this.get("ds.memberOf") == null ? "" : (${pieces.join(' + ')}).replaceFirst(":", "")`;
}

/** PingOne's, whose `user.memberOfGroupNames` is a list (https://docs.pingidentity.com/pingone/pingone_expression_language/p1_pel_samples.html). */
export function pingOneRolesExpression(plan: SetupPlan): string {
  const text = (value: string): string => `'${value.replaceAll(`'`, `''`)}'`;
  const pieces = [...groupsOfRoles(plan)].map(([role, groups]) => {
    const isMember = groups.map((group) => `user.memberOfGroupNames.contains(${text(group)})`).join(' || ');
    return `((${isMember}) ? ${text(`:${role}`)} : '')`;
  });
  return `(${pieces.join(' + ')}).replaceFirst(':', '')`;
}

export function pingApplicationText(plan: SetupPlan): string {
  const isFederate = plan.provider === 'pingfederate';
  const [acs = '', ...more] = acsUrls(plan);
  const user = isFederate ? 'SAML_SUBJECT, of the adapter' : 'Username';
  const expression = isFederate ? pingFederateRolesExpression(plan) : pingOneRolesExpression(plan);
  const head = isFederate
    ? 'SP Connections > Create Connection > Browser SSO, SAML 2.0; profiles: IdP-initiated and SP-initiated SSO; binding: POST.'
    : 'Applications > Add > SAML application > Manually enter.';
  const groups = isFederate
    ? 'An LDAP attribute source of the mapping has to fetch `memberOf`, and expressions (OGNL) have to be allowed. Groups are written as `memberOf` has them, as distinguished names.'
    : 'Groups are written by their names.';
  return `# ${isFederate ? 'PingFederate' : 'PingOne'}: the application

${head}

| Field | Value |
|---|---|
| ${isFederate ? "Partner's Entity ID" : 'Entity ID'} | \`${plan.entityId}\` |
| ACS URL, default | \`${acs}\` |
${more.map((url) => `| Further ACS URL | \`${url}\` |\n`).join('')}| Signature | ${isFederate ? 'Always sign assertion' : 'Sign assertion & response'}, RSA SHA-256 |

## ${isFederate ? 'Attribute contract' : 'Attribute mappings'}

Name format: URI.

| Name | Value |
|---|---|
| \`${attributeNames.role}\` | text: ${markdownCode(roleValue(plan))} |
| \`${attributeNames.sessionName}\` | ${user} |
| \`${attributeNames.user}\` | ${user} |
| \`${attributeNames.roles}\` | the expression below |

Names have to fit \`[A-Za-z0-9_+=,.@-]{2,64}\`: AWS takes no other session names.

    ${expression}

${groups} The expression follows Ping's documentation and was not tried there: test it with one person of each group.

## What the next steps need

- The metadata of the application: save it as \`metadata.xml\`; its address is the connection's metadata URL.
- ${isFederate ? 'The SSO application endpoint (`/idp/startSSO.ping?PartnerSpId=...`)' : 'The initiate single sign-on URL'}: the connection's login URL.
`;
}
