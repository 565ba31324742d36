import {describe, expect, it} from 'vitest';

import type {ProfileField} from '../src/api/types.ts';
import {newDraft, toBody, toDraft, withType} from '../src/pages/sign_in_experience/field_draft.ts';

const field = (more: Pick<ProfileField, 'type' | 'config'>): ProfileField => ({
  tenantId: 't',
  id: 'i',
  name: 'x',
  label: 'X',
  description: null,
  required: true,
  createdAt: 0,
  sieOrder: 0,
  ...more,
});

describe('a profile field', () => {
  it('comes back from the dialog as it was', () => {
    const configs: Pick<ProfileField, 'type' | 'config'>[] = [
      {type: 'Text', config: {placeholder: 'p', minLength: 0, maxLength: 9}},
      {type: 'Number', config: {minValue: -1.5}},
      {type: 'Date', config: {format: 'custom', customFormat: 'dd.MM.yyyy'}},
      {type: 'Checkbox', config: {defaultValue: 'true'}},
      {type: 'Select', config: {options: [{value: 'a', label: 'A'}, {value: 'b'}]}},
      {type: 'Regex', config: {format: '^a+$'}},
      {type: 'Url', config: {}},
    ];
    for (const one of configs) {
      const stored = field(one);
      expect(toBody(toDraft(stored), stored)).toEqual({name: 'x', label: 'X', required: true, ...one});
    }
  });

  it('sends nothing of what it had as another type', () => {
    const draft = {...newDraft('Text'), name: ' seats ', minLength: 3, placeholder: 'p'};
    expect(toBody(withType(draft, 'Checkbox'))).toEqual({
      name: 'seats',
      type: 'Checkbox',
      required: false,
      config: {defaultValue: 'false'},
    });
  });

  it('has every part of an address, and keeps the words that a part has from elsewhere', () => {
    const part = {name: 'locality', type: 'Text', enabled: true, required: false, label: 'Town'} as const;
    const stored = field({type: 'Address', config: {parts: [part]}});
    const draft = toDraft(stored);
    expect(draft.parts.map(({name, enabled}) => `${name} ${enabled}`)).toEqual([
      'streetAddress false',
      'locality true',
      'region false',
      'postalCode false',
      'country false',
      'formatted false',
    ]);
    const {config} = toBody(draft, stored) as {config: {parts: unknown[]}};
    expect(config.parts).toContainEqual(part);
    expect(config.parts).toHaveLength(6);
  });
});
