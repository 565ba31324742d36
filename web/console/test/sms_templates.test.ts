import {expect, it} from 'vitest';

import type {FormItem} from '../src/pages/connectors/config_form.ts';
import {unknownVariables} from '../src/pages/email_templates/variables.ts';
import {usageTypes} from '../src/pages/messages/usage_name.tsx';
import {builtInSms} from '../src/pages/sms_templates/built_in.ts';
import {partsOf} from '../src/pages/sms_templates/length.ts';
import {faultsOf, membersOf, toTexts, withoutTexts, withTexts} from '../src/pages/sms_templates/templates.ts';

const item = (defaultValue?: unknown) => ({key: 'templates', type: 'Json', label: '', defaultValue}) as FormItem;

it.each(['en', 'ko'].flatMap((language) => usageTypes.map((type) => ({language, type}))))(
  'the built-in text $type in $language has known variables and is one message',
  ({language, type}) => {
    const text = builtInSms(type, language);
    expect(text).toContain(type === 'OrganizationInvitation' ? '{{link}}' : '{{code}}');
    expect(unknownVariables(text, type)).toEqual([]);
    if (type !== 'OrganizationInvitation') expect(partsOf(text)).toBe(1);
  },
);

it('partsOf counts as networks do', () => {
  expect(partsOf('a'.repeat(160))).toBe(1);
  expect(partsOf('a'.repeat(161))).toBe(2);
  expect(partsOf('a'.repeat(307))).toBe(3);
  // A sign of the second table takes two places.
  expect(partsOf('€'.repeat(80))).toBe(1);
  expect(partsOf('€'.repeat(81))).toBe(2);
  expect(partsOf('가'.repeat(70))).toBe(1);
  expect(partsOf('가'.repeat(71))).toBe(2);
  // One letter outside of the alphabet changes the whole message.
  expect(partsOf(`${'a'.repeat(70)}가`)).toBe(2);
});

it('membersOf takes what the sample of the factory has', () => {
  expect(membersOf(item())).toEqual(['content']);
  expect(membersOf(item([{usageType: 'SignIn', content: 'x'}]))).toEqual(['content']);
  expect(membersOf(item([{usageType: 'SignIn', templateName: 'a', language: 'en'}]))).toEqual([
    'templateName',
    'language',
  ]);
});

it('withTexts keeps what the form does not know, and leaves empty kinds out', () => {
  const config = {
    apiKey: 'k',
    templates: [
      {usageType: 'SignIn', type: 2, templateCode: 'A'},
      {usageType: 'Other', templateCode: 'B'},
    ],
  };
  const texts = toTexts(['templateCode'], config.templates);
  expect(texts.SignIn).toEqual({templateCode: 'A'});
  expect(texts.Register).toEqual({templateCode: ''});
  texts.SignIn['templateCode'] = ' C ';
  texts.Generic['templateCode'] = '{"china": "1", "overseas": "2"}';
  expect(withTexts(config, texts)).toEqual({
    apiKey: 'k',
    templates: [
      {usageType: 'SignIn', type: 2, templateCode: 'C'},
      {usageType: 'Generic', templateCode: {china: '1', overseas: '2'}},
      {usageType: 'Other', templateCode: 'B'},
    ],
  });
  expect(toTexts(['templateCode'], withTexts(config, texts)['templates']).Generic).toEqual({
    templateCode: '{"china":"1","overseas":"2"}',
  });
  expect(withoutTexts(config)).toEqual({apiKey: 'k'});
});

it('a text that only begins like JSON stays a text', () => {
  const texts = toTexts(['content'], []);
  texts.SignIn['content'] = '{"code": {{code}}';
  expect(withTexts({}, texts)['templates']).toEqual([{usageType: 'SignIn', content: '{"code": {{code}}'}]);
});

it('faultsOf finds the field of an issue', () => {
  const templates = [{usageType: 'SignIn', content: 'x'}];
  const missing = {path: ['templates'], message: 'A template of usage type Generic is missing'};
  expect(faultsOf({issues: [missing]}, templates)).toEqual(new Map([['Generic', 'Required']]));
  const bad = {path: ['templates', 0, 'content'], message: 'Too long'};
  expect(faultsOf({issues: [bad]}, templates)).toEqual(new Map([['SignIn content', 'Too long']]));
  expect(faultsOf({issues: [{path: ['apiKey'], message: 'Required'}]}, templates)).toBeUndefined();
  expect(faultsOf(null, templates)).toBeUndefined();
});
