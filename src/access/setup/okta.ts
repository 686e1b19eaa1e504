import { acsUrls, attributeNames, groupsOfRoles, markdownCode, roleValue } from './names';
import type { SetupPlan } from './setupInput';

const uriFormat = 'urn:oasis:names:tc:SAML:2.0:attrname-format:uri';

/**
 * The expression that joins the roles of somebody's groups by colons, as RedshiftDbRoles wants them: each group adds `:role`, and the
 * first colon goes. Of the documented functions alone (https://developer.okta.com/docs/reference/okta-expression-language/:
 * isMemberOfGroupName, String.replaceFirst, conditions, `+`): `String.join` would leave empty pieces for groups that somebody is not
 * in, `Arrays.toCsvString` gives names of groups, not of roles, and `Groups.*` is for claims of OpenID Connect alone.
 */
export function oktaRolesExpression(plan: Pick<SetupPlan, 'grants'>): string {
  const pieces = [...groupsOfRoles(plan)].map(([role, groups]) => {
    const isMember = groups.map((group) => `isMemberOfGroupName(${literal(group)})`).join(' OR ');
    return `(${isMember} ? ${literal(`:${role}`)} : "")`;
  });
  return `String.replaceFirst(${pieces.join(' + ')}, ":", "")`;
}

/** Longest value of an attribute statement (https://help.okta.com/en-us/Content/Topics/Apps/define-attribute-statements.htm). */
export const oktaValueLimit = 1024;

/** Attribute statements of the application: name and expression. Mail-like names fit both into a session name and a user's. */
export function oktaAttributes(plan: SetupPlan): [name: string, value: string][] {
  return [
    [attributeNames.role, literal(roleValue(plan))],
    [attributeNames.sessionName, 'user.login'],
    [attributeNames.user, 'user.login'],
    [attributeNames.roles, oktaRolesExpression(plan)],
  ];
}

/** The application as the body of Okta's Apps API (`POST /api/v1/apps`, "Create a SAML 2.0 application"). */
export function oktaApplicationJson(plan: SetupPlan): string {
  const [acs = '', ...more] = acsUrls(plan);
  const application = {
    label: plan.connection,
    signOnMode: 'SAML_2_0',
    visibility: { autoSubmitToolbar: false, hide: { iOS: true, web: false } },
    settings: {
      signOn: {
        ssoAcsUrl: acs,
        recipient: acs,
        destination: acs,
        audience: plan.entityId,
        idpIssuer: 'http://www.okta.com/${org.externalKey}',
        subjectNameIdTemplate: '${user.userName}',
        subjectNameIdFormat: 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
        responseSigned: true,
        assertionSigned: true,
        signatureAlgorithm: 'RSA_SHA256',
        digestAlgorithm: 'SHA256',
        honorForceAuthn: true,
        authnContextClassRef: 'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport',
        requestCompressed: false,
        allowMultipleAcsEndpoints: more.length > 0,
        acsEndpoints: more.map((url, index) => ({ url, index })),
        attributeStatements: oktaAttributes(plan).map(([name, value]) => ({
          type: 'EXPRESSION',
          name,
          namespace: uriFormat,
          values: [value],
        })),
      },
    },
  };
  return `${JSON.stringify(application, null, 2)}\n`;
}

/** The same for the administration pages. */
export function oktaApplicationText(plan: SetupPlan): string {
  const [acs = '', ...more] = acsUrls(plan);
  const groups = [...new Set(plan.grants.map(({ group }) => group))];
  return `# Okta: the application

Applications > Create App Integration > SAML 2.0.

| Field | Value |
|---|---|
| App name | ${cell(plan.connection)} |
| Single sign-on URL (and Recipient and Destination URL) | \`${acs}\` |
${more.length === 0 ? '' : `| Other Requestable SSO URLs | ${more.map((url) => `\`${url}\``).join(', ')} |\n`}| Audience URI (SP Entity ID) | \`${plan.entityId}\` |
| Name ID format | EmailAddress |
| Application username | Okta username |
| Response, Assertion Signature | Signed, RSA-SHA256 |

## Attribute statements

Name format: URI Reference.

${oktaAttributes(plan)
  .map(([name, value]) => `\`${name}\`\n\n    ${value}\n`)
  .join('\n')}
Preview the assertion for one person of each group before you go on: RedshiftDbRoles must be the roles, joined by colons.

## Assignments

Assign these groups; others cannot sign in:

${groups.map((group) => `- ${markdownCode(group)}`).join('\n')}

## What the next steps need

- Sign On > SAML Signing Certificates > View IdP metadata: save it as \`metadata.xml\`; its address is the connection's metadata URL.
- General > App Embed Link: the connection's login URL.
`;
}

/** A text in the expression language, whose strings are SpEL's: a quote inside is doubled. */
function literal(text: string): string {
  return text.includes('"') ? `'${text.replaceAll(`'`, `''`)}'` : `"${text}"`;
}

function cell(text: string): string {
  return markdownCode(text).replaceAll('|', '\\|');
}
