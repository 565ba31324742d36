import {expect, it} from 'vitest';

import {builtInLanguages, builtInMail} from '../src/pages/email_templates/built_in.ts';
import {render, samplePayload, unknownVariables, variablesOf} from '../src/pages/email_templates/variables.ts';
import {usageTypes} from '../src/pages/messages/usage_name.tsx';

const cases = builtInLanguages.flatMap((language) => usageTypes.map((type) => ({language, type})));

it.each(cases)('the built-in mail $type in $language is whole, and its variables are known', ({language, type}) => {
  const {subject, content} = builtInMail(type, language);
  expect(subject).not.toBe('');
  expect(content).toContain(`<html lang="${language}">`);
  expect(content).not.toMatch(/\[\[|undefined/);
  expect(content).toContain(type === 'OrganizationInvitation' ? '{{link}}' : '{{code}}');
  expect(unknownVariables(subject + content, type)).toEqual([]);
  expect(render(content, samplePayload(type, language), 'html')).not.toContain('{{');
});

it('a language without built-in texts has the English ones', () => {
  expect(builtInMail('SignIn', 'fr')).toEqual(builtInMail('SignIn', 'en'));
});

it('render fills in as the server does', () => {
  const payload = {code: 1, application: {name: '<b>Shop</b>'}};
  expect(render('{{ code }} {{application.name}}', payload, 'html')).toBe('1 &lt;b&gt;Shop&lt;/b&gt;');
  expect(render('{{application.name}}', payload, 'text')).toBe('<b>Shop</b>');
  // A member that is missing is empty, one of nothing known stays.
  expect(render('[{{application.logo}}] {{user.name}} {{application}}', payload, 'text')).toBe('[] {{user.name}} ');
});

it('unknownVariables tells what a mail never has', () => {
  expect(unknownVariables('{{code}} {{inviter.name}} {{ nothing }}', 'SignIn')).toEqual(['inviter.name', 'nothing']);
  expect(unknownVariables('{{inviter.name}} {{link}}', 'OrganizationInvitation')).toEqual([]);
});

it('variablesOf lists members, not objects', () => {
  expect(variablesOf('OrganizationInvitation')).toContain('organization.name');
  expect(variablesOf('OrganizationInvitation')).not.toContain('organization');
});
