import {expect, it} from 'vitest';

import {
  faultOf,
  isShown,
  issuesOf,
  shortOf,
  skipsVerification,
  skipsVerificationIn,
  splitItems,
  toConfig,
  toValues,
  type FormItem,
} from '../src/pages/connectors/config_form.ts';

const item = (key: string, type: string, more: object = {}) =>
  ({key, label: key, type, ...more}) as unknown as FormItem;

const smtp = [
  item('host', 'Text', {required: true}),
  item('port', 'Number', {required: true, defaultValue: 587}),
  item('auth', 'Json', {isConfidential: true}),
  item('templates', 'Json', {defaultValue: [{usageType: 'Generic'}]}),
  item('logger', 'Switch', {defaultValue: false}),
  item('secure', 'Switch', {defaultValue: false}),
  item('tls', 'Json', {defaultValue: {}}),
];

it('a new form has the defaults, but no texts that would hide the built-in ones', () => {
  expect(toValues(smtp, {})).toEqual({
    host: '',
    port: 587,
    auth: '',
    templates: '',
    logger: false,
    secure: false,
    tls: '',
  });
});

it('a required list begins with its sample', () => {
  const templates = item('templates', 'Json', {required: true, defaultValue: [{usageType: 'Generic'}]});
  expect(JSON.parse(String(toValues([templates], {})['templates']))).toEqual([{usageType: 'Generic'}]);
});

it('what is stored comes back as it was, with what the form does not know', () => {
  const stored = {host: 'mail.example', port: 25, auth: {user: 'u', pass: 'p'}, secure: true, ours: 1};
  expect(toConfig(smtp, toValues(smtp, stored), stored)).toEqual(stored);
});

it('an emptied field is not sent', () => {
  const stored = {host: 'mail.example', port: 25, auth: {user: 'u'}};
  const values = {...toValues(smtp, stored), auth: ' ', port: ''};
  expect(toConfig(smtp, values, stored)).toEqual({host: 'mail.example'});
});

it('a switch that is on by default is sent when it is off', () => {
  const items = [item('check', 'Switch', {defaultValue: true})];
  expect(toConfig(items, {check: false}, {})).toEqual({check: false});
});

it('a field that the others hide is neither checked nor sent', () => {
  const items = [
    item('kind', 'Select', {defaultValue: 'a'}),
    item('secret', 'Text', {required: true, showConditions: [{targetKey: 'kind', expectValue: 'b'}]}),
  ];
  expect(isShown(items[1]!, {kind: 'a'})).toBe(false);
  expect(faultOf(items[1]!, {kind: 'a', secret: ''})).toBeNull();
  expect(toConfig(items, {kind: 'a', secret: 'x'}, {secret: 'old'})).toEqual({kind: 'a'});
  expect(faultOf(items[1]!, {kind: 'b', secret: ' '})).toBe('required');
});

it('JSON has to be JSON', () => {
  expect(faultOf(smtp[2]!, {auth: '{"user": '})).toBe('json');
  expect(faultOf(smtp[2]!, {auth: ''})).toBeNull();
});

it('TLS from the start stands beside the port, rare settings apart', () => {
  const [main, further] = splitItems(smtp);
  expect(main.map(({key}) => key)).toEqual(['host', 'port', 'secure', 'auth']);
  expect(further.map(({key}) => key)).toEqual(['templates', 'logger', 'tls']);
});

it('a certificate is not verified only where that is said', () => {
  expect(skipsVerification({tls: {rejectUnauthorized: false}})).toBe(true);
  expect(skipsVerification({tls: {}})).toBe(false);
  expect(skipsVerification({})).toBe(false);
  expect(skipsVerificationIn({tls: '{"rejectUnauthorized": false}'})).toBe(true);
  expect(skipsVerificationIn({tls: '{"rejectUnauthorized": '})).toBe(false);
});

it('words of SAML are shown by their end', () => {
  expect(shortOf('http://www.w3.org/2001/04/xmldsig-more#rsa-sha256')).toBe('rsa-sha256');
  expect(shortOf('urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress')).toBe('emailAddress');
  expect(shortOf('https://login.microsoftonline.com')).toBe('https://login.microsoftonline.com');
});

it('issues of the server belong to the field that their path begins with', () => {
  const issues = [
    {path: ['host'], message: 'Required'},
    {path: ['templates', 0, 'content'], message: 'Required'},
    {path: ['templates', 1, 'content'], message: 'Required'},
  ];
  expect([...issuesOf({issues})!]).toEqual([
    ['host', 'Required'],
    ['templates', '0.content: Required'],
  ]);
  expect(issuesOf({message: 'no'})).toBeUndefined();
});
