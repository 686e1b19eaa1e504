import assert from 'node:assert/strict';
import { oktaExpression } from '../../../sandbox/idp/okta/expression';

describe('Okta’s expressions in the sandbox', () => {
  const user = { login: 'Ethan@example.com', groups: ['Sales', "Finance's", 'say "a"'] };
  // From the tables of Okta's reference, and SpEL's quotes.
  const cases: [expression: string, value: unknown][] = [
    ['user.login', 'Ethan@example.com'],
    ["'Hello world'", 'Hello world'],
    ['"a" + \'b\' + user.login', 'abEthan@example.com'],
    ['"say ""a"""', 'say "a"'],
    ['String.append("This is", " a test")', 'This is a test'],
    ['String.join(",", "This", "is", "a", "test")', 'This,is,a,test'],
    ['String.join(":", isMemberOfGroupName("Sales") ? "s" : "", isMemberOfGroupName("x") ? "x" : "")', 's:'],
    ['String.replace("This is a test", "is", "at")', 'That at a test'],
    ['String.replaceFirst("This is a test", "is", "at")', 'That is a test'],
    ['String.replaceFirst("", ":", "")', ''],
    ['String.toLowerCase("ThiS")', 'this'],
    ['isMemberOfGroupName("sales")', false],
    ["isMemberOfGroupName('Finance''s')", true],
    ['isMemberOfGroupName(\'say "a"\') AND !isMemberOfGroupName("x") ? "yes" : "no"', 'yes'],
    ['isMemberOfGroupName("x") OR user.login == "Ethan@example.com" ? 1 == 1 : true', undefined],
    ['(isMemberOfGroupName("x") OR isMemberOfGroupName("Sales")) ? "yes" : "no"', 'yes'],
  ];
  for (const [expression, value] of cases) {
    it(`${value === undefined ? 'refuse' : 'take'} ${expression}`, () => {
      if (value === undefined) assert.throws(() => oktaExpression(expression)(user), SyntaxError);
      else assert.equal(oktaExpression(expression)(user), value);
    });
  }

  for (const wrong of ['', 'user.salary', 'Arrays.size("a")', '"a', '"a" "b"', '("a"', '"a" ? "b" : "c"', 'a = b']) {
    it(`refuse ${wrong || 'nothing at all'}`, () => {
      assert.throws(() => oktaExpression(wrong)(user), SyntaxError);
    });
  }
});
