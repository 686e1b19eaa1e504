import assert from 'node:assert/strict';
import { readPasted, type Pasted } from '../../../src/federation/pastedText';

// Holds +, / and = in Base64.
const xml = '<samlp:Response>ëëë>>>???ëëë~~~</samlp:Response>';
const base64 = Buffer.from(xml).toString('base64');
const encoded = encodeURIComponent(base64);
const broken = base64.replace(/.{16}/g, '$&\r\n');

const good: [name: string, text: string][] = [
  ['the value', base64],
  ['the value between spaces', `  ${base64}\n`],
  ['the value in quotes', `"${base64}"`],
  ['the value in lines', broken],
  ['the percent-encoded value', encoded],
  [
    'the percent-encoded value in small letters',
    encoded.toLowerCase() === encoded ? encoded : encoded.replace(/%../g, (one) => one.toLowerCase()),
  ],
  ['a value of which only the end is encoded', base64.replace(/=/g, '%3D')],
  ['the encoded value in lines', encodeURIComponent(broken)],
  ['a line of a form', `SAMLResponse=${encoded}`],
  ['a whole form', `RelayState=abc&SAMLResponse=${encoded}&x=1`],
  ['an address', `http://localhost:7890/redshift/?SAMLResponse=${encoded}#x`.replace('#x', '')],
  ['a line of a list', `SAMLResponse: ${base64}`],
  ['a whole list', `SAMLResponse: ${base64}\nRelayState: abc`],
  ['a list whose lines were joined', `SAMLResponse: ${base64}RelayState: abc`],
  ['a command of curl', `curl 'http://localhost:7890/redshift/' --data-raw 'SAMLResponse=${encoded}&RelayState='`],
  ['JSON', `{"SAMLResponse":"${base64}","RelayState":""}`],
  [
    'the source of the page',
    `<form><input name="SAMLResponse" type="hidden" value="${base64.replaceAll('=', '&#x3d;')}"></form>`,
  ],
  ['a value with a byte order mark', Buffer.from(`\uFEFF${xml}`).toString('base64')],
];

const bad: [name: string, text: string, problem: Extract<Pasted, { problem: unknown }>['problem']][] = [
  ['nothing', ' \n ', 'empty'],
  ['an empty field', 'SAMLResponse=&RelayState=x', 'empty'],
  ['far too much', 'A'.repeat(400_001), 'tooLong'],
  ['the decoded response', xml, 'decoded'],
  ['the source of another page', '<html><input name="user"></html>', 'decoded'],
  ['the request', `SAMLRequest=${encoded}`, 'request'],
  ['an address without it', 'https://example.okta.com/app?x=1', 'noField'],
  ['words', 'hello, world', 'notBase64'],
  ['a broken encoding', `${encoded}%`, 'notBase64'],
  ['the beginning alone', base64.slice(0, 40), 'cutOff'],
  ['all but the last character', base64.slice(0, -1), 'cutOff'],
  ['the end alone', base64.slice(8), 'notXml'],
  ['Base64 of something else', Buffer.from('hello').toString('base64'), 'notXml'],
];

describe('a pasted SAML response', () => {
  for (const [name, text] of good) {
    it(`is read from ${name}`, () => {
      const expected = name.includes('byte order') ? text : base64;
      assert.deepEqual(readPasted(text), { samlResponse: expected });
    });
  }

  for (const [name, text, problem] of bad) {
    it(`is not read from ${name}`, () => assert.deepEqual(readPasted(text), { problem }));
  }
});
