import assert from 'node:assert/strict';
import { checkPolicy, evaluate, type Verdict } from '../../../sandbox/iam/evaluate';
import { conditionContext, type OneOrMany, type PolicyStatement } from '../../../sandbox/iam/policy';

const ALLOW: PolicyStatement = { Effect: 'Allow', Action: 'redshift-data:DescribeStatement', Resource: '*' };
const OWNER = 'redshift-data:statement-owner-iam-userid';
const OWN = { StringEquals: { [OWNER]: '${aws:userid}' } };

interface Case {
  name: string;
  statements: PolicyStatement[];
  action?: string;
  resource?: string;
  context?: Record<string, OneOrMany>;
  verdict: Verdict;
}

const CASES: Case[] = [
  { name: 'nothing allows nothing', statements: [], verdict: 'implicitDeny' },
  { name: 'an action by its name', statements: [ALLOW], verdict: 'allowed' },
  {
    name: 'an action in another case',
    statements: [{ ...ALLOW, Action: 'Redshift-Data:describestatement' }],
    verdict: 'allowed',
  },
  { name: 'an action by a pattern', statements: [{ ...ALLOW, Action: 'redshift-data:Descr*' }], verdict: 'allowed' },
  {
    name: 'a pattern that is a beginning only',
    statements: [{ ...ALLOW, Action: 'redshift-data:Describe' }],
    verdict: 'implicitDeny',
  },
  {
    name: 'an explicit deny over every allow',
    statements: [
      { ...ALLOW, Action: '*' },
      { ...ALLOW, Effect: 'Deny' },
    ],
    verdict: 'explicitDeny',
  },
  {
    name: 'a deny of something else',
    statements: [ALLOW, { ...ALLOW, Effect: 'Deny', Action: 'redshift-data:CancelStatement' }],
    verdict: 'allowed',
  },
  {
    name: 'everything but some actions',
    statements: [{ Effect: 'Allow', NotAction: 'redshift-data:Cancel*', Resource: '*' }],
    verdict: 'allowed',
  },
  {
    name: 'one of the actions that are left out',
    statements: [{ Effect: 'Allow', NotAction: ['redshift-data:D*'], Resource: '*' }],
    verdict: 'implicitDeny',
  },
  {
    name: 'a resource by * and ?',
    statements: [{ ...ALLOW, Resource: 'arn:aws:redshift:us-west-2:*:dbname:cluster-?/*' }],
    resource: 'arn:aws:redshift:us-west-2:123456789012:dbname:cluster-1/dev',
    verdict: 'allowed',
  },
  {
    name: 'a dot of a resource is no wildcard',
    statements: [{ ...ALLOW, Resource: 'arn:a.b' }],
    resource: 'arn:axb',
    verdict: 'implicitDeny',
  },
  {
    name: 'a resource that differs in case',
    statements: [{ ...ALLOW, Resource: 'arn:Cluster' }],
    resource: 'arn:cluster',
    verdict: 'implicitDeny',
  },
  {
    name: 'a resource that is not among those left out',
    statements: [{ Effect: 'Allow', Action: '*', NotResource: 'arn:other*' }],
    verdict: 'allowed',
  },
  {
    name: 'a variable in a resource',
    statements: [{ ...ALLOW, Resource: 'arn:home/${aws:PrincipalTag/RedshiftDbUser}/*' }],
    resource: 'arn:home/ethan/x',
    context: { 'aws:PrincipalTag/RedshiftDbUser': 'ethan' },
    verdict: 'allowed',
  },
  {
    name: 'a variable whose value looks like a pattern',
    statements: [{ ...ALLOW, Resource: 'arn:home/${aws:PrincipalTag/RedshiftDbUser}' }],
    resource: 'arn:home/ethan',
    context: { 'aws:PrincipalTag/RedshiftDbUser': '*' },
    verdict: 'implicitDeny',
  },
  {
    name: 'a variable without a value',
    statements: [{ ...ALLOW, Resource: '*${aws:PrincipalTag/None}' }],
    verdict: 'implicitDeny',
  },
  {
    name: 'a variable with a default',
    statements: [{ ...ALLOW, Resource: "arn:${aws:PrincipalTag/None, 'thing'}" }],
    verdict: 'allowed',
  },
  {
    name: 'a literal star by a variable',
    statements: [{ ...ALLOW, Resource: 'arn:${*}' }],
    verdict: 'implicitDeny',
  },
  {
    name: "one's own statement",
    statements: [{ ...ALLOW, Condition: OWN }],
    context: { [OWNER]: 'AROA:ethan', 'aws:userid': 'AROA:ethan' },
    verdict: 'allowed',
  },
  {
    name: "another's statement",
    statements: [{ ...ALLOW, Condition: OWN }],
    context: { [OWNER]: 'AROA:frida', 'aws:userid': 'AROA:ethan' },
    verdict: 'implicitDeny',
  },
  {
    name: 'a condition whose key is not in the request',
    statements: [{ ...ALLOW, Condition: OWN }],
    context: { 'aws:userid': 'AROA:ethan' },
    verdict: 'implicitDeny',
  },
  {
    name: 'the same with IfExists',
    statements: [{ ...ALLOW, Condition: { StringEqualsIfExists: { [OWNER]: '${aws:userid}' } } }],
    context: { 'aws:userid': 'AROA:ethan' },
    verdict: 'allowed',
  },
  {
    name: 'condition keys in another case',
    statements: [{ ...ALLOW, Condition: { StringEquals: { 'SAML:AUD': 'x' } } }],
    context: { 'saml:aud': 'x' },
    verdict: 'allowed',
  },
  {
    name: 'one of several values',
    statements: [{ ...ALLOW, Condition: { StringEquals: { k: ['a', 'b'] } } }],
    context: { k: 'b' },
    verdict: 'allowed',
  },
  {
    name: 'two conditions of which one fails',
    statements: [{ ...ALLOW, Condition: { StringEquals: { k: 'a' }, StringLike: { l: 'b*' } } }],
    context: { k: 'a', l: 'c' },
    verdict: 'implicitDeny',
  },
  {
    name: 'StringEquals with a star takes it literally',
    statements: [{ ...ALLOW, Condition: { StringEquals: { k: 'a*' } } }],
    context: { k: 'ab' },
    verdict: 'implicitDeny',
  },
  {
    name: 'StringNotLike of a key that is not there',
    statements: [{ ...ALLOW, Condition: { StringNotLike: { k: 'a*' } } }],
    verdict: 'allowed',
  },
  {
    name: 'ForAllValues with a value too many',
    statements: [{ ...ALLOW, Condition: { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['A', 'B'] } } }],
    context: { 'aws:TagKeys': ['A', 'C'] },
    verdict: 'implicitDeny',
  },
  {
    name: 'ForAnyValue with one that fits',
    statements: [{ ...ALLOW, Condition: { 'ForAnyValue:StringLike': { 'aws:TagKeys': 'Redshift*' } } }],
    context: { 'aws:TagKeys': ['Other', 'RedshiftDbUser'] },
    verdict: 'allowed',
  },
  {
    name: 'Null asks for a key that must be there',
    statements: [{ ...ALLOW, Condition: { Null: { k: 'false' } } }],
    verdict: 'implicitDeny',
  },
  {
    name: 'ARNs are compared part by part',
    statements: [{ ...ALLOW, Condition: { ArnLike: { k: 'arn:*:role/x' } } }],
    context: { k: 'arn:aws:iam::123456789012:role/x' },
    verdict: 'implicitDeny',
  },
  {
    name: 'Bool and numbers',
    statements: [{ ...ALLOW, Condition: { Bool: { s: 'true' }, NumericLessThan: { n: '10' } } }],
    context: { s: 'True', n: '9' },
    verdict: 'allowed',
  },
];

describe("the sandbox's policies", () => {
  for (const { name, statements, action, resource, context, verdict } of CASES) {
    it(`give the verdict ${verdict} for ${name}`, () => {
      const policy = { Version: '2012-10-17' as const, Statement: statements };
      checkPolicy(policy);
      const asked = {
        action: action ?? 'redshift-data:DescribeStatement',
        resource: resource ?? 'arn:thing',
        context: conditionContext(context ?? {}),
      };
      assert.equal(evaluate([policy], asked), verdict);
    });
  }

  it('are refused when they hold what cannot be evaluated', () => {
    const wrong: PolicyStatement[] = [
      { ...ALLOW, Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } },
      { Effect: 'Allow', Resource: '*' },
      { Effect: 'Allow', Action: '*' },
    ];
    for (const statement of wrong) assert.throws(() => checkPolicy({ Version: '2012-10-17', Statement: [statement] }));
  });
});
