import assert from 'node:assert/strict';
import { readResponsePage } from '../../../src/federation/responsePage';

const field = (value: string): string => `<input type="hidden" name="SAMLResponse" value="${value}">`;

const cases: [name: string, html: string, responses: string[]][] = [
  ['the plain form', `<form>${field('AAA=')}</form>`, ['AAA=']],
  ['attributes in any order, case and quoting', `<INPUT VALUE='A&#x2B;B' NAME=SAMLResponse TYPE=hidden>`, ['A+B']],
  ['every kind of reference', field('a&#43;b&#x2f;c&plus;d&equals;&amp;#61;'), ['a+b/c+d=&#61;']],
  ['a closing bracket inside a value', '<input title=">" name="SAMLResponse" value="A">', ['A']],
  ['the first of two equal attributes', '<input name="SAMLResponse" value="A" value="B">', ['A']],
  ['no value', '<input name="SAMLResponse">', ['']],
  ['two forms', field('A') + field('B'), ['A', 'B']],
  ['a comment', `<!-- ${field('A')} -->`, []],
  ['a comment that ends early', `<!--> ${field('A')} -->`, ['A']],
  ['a script', `<script>"${field('A')}"</script>`, []],
  ['a text area', `<textarea>${field('A')}</textarea>`, []],
  ['a template', `<template>${field('A')}</template>`, []],
  ['no script, which browsers do not show', `<noscript>${field('A')}</noscript>`, []],
  ['another case of the name', '<input name="samlresponse" value="A">', []],
  ['another element', '<meta name="SAMLResponse" value="A">', []],
  ['nothing', '', []],
];

describe('the page with a SAML response', () => {
  for (const [name, html, responses] of cases) {
    it(`is read as a browser would: ${name}`, () => {
      assert.deepEqual(readResponsePage(html).responses, responses);
    });
  }

  it('has a title', () => {
    assert.equal(readResponsePage('<title>A &amp; B</title><svg><title>C</title></svg>').title, 'A & B');
  });

  it('may nest deeper than calls may', () => {
    const deep = `${'<div>'.repeat(20_000)}${field('A')}`;
    assert.deepEqual(readResponsePage(deep).responses, ['A']);
  });
});
