import {describe, expect, test} from 'vitest';

import type {ProfileField} from '../src/context.ts';
import {faultOf, formatDate, initialAnswers, inputsOf, valuesOf} from '../src/profile_form.ts';

const field = (name: string, type: ProfileField['type'], more: Partial<ProfileField> = {}): ProfileField => ({
  name,
  type,
  required: false,
  ...more,
});

const address = field('address', 'Address', {
  config: {
    parts: [
      {...field('locality', 'Text', {required: true}), enabled: true},
      {...field('region', 'Text', {required: true}), enabled: false},
    ],
  },
});

const fault = (type: ProfileField['type'], answer: string, config: ProfileField['config'] = {}, required = false) =>
  faultOf({key: 'a', field: field('a', type, {config, required})}, answer)?.phrase;

describe('faultOf', () => {
  test.each([
    ['Text', '', {}, true, 'required'],
    ['Text', '  ', {}, true, 'required'],
    ['Text', '', {minLength: 2}, false, undefined],
    ['Text', 'a', {minLength: 2}, false, 'shorter'],
    ['Text', '가나다', {maxLength: 3}, false, undefined],
    ['Text', 'abcd', {maxLength: 3}, false, 'longer'],
    ['Number', '1.5', {}, false, undefined],
    ['Number', '1e3', {}, false, 'number'],
    ['Number', '0', {minValue: 1}, false, 'min'],
    ['Number', '9', {maxValue: 8}, false, 'max'],
    ['Date', '', {}, true, 'date'],
    ['Select', '', {}, true, 'choice'],
    ['Url', 'example.com', {}, false, 'url'],
    ['Url', 'https://example.com', {}, false, undefined],
    ['Regex', 'ab', {format: '^[0-9]+$'}, false, 'format'],
    ['Regex', '12', {format: '^[0-9]+$'}, false, undefined],
    ['Regex', 'ab', {format: '['}, false, undefined],
    ['Checkbox', 'false', {}, true, 'tick'],
    ['Checkbox', 'true', {}, true, undefined],
    ['Checkbox', '', {}, false, undefined],
  ] as const)('%s %j %j', (type, answer, config, required, expected) => {
    expect(fault(type, answer, config, required)).toBe(expected);
  });

  test('asks for the parts of an address only where the address is required', () => {
    const [input] = inputsOf([address]);
    expect(faultOf(input!, '')).toBeUndefined();
    const [required] = inputsOf([{...address, required: true}]);
    expect(faultOf(required!, '')?.phrase).toBe('required');
  });
});

test('formatDate writes a date as the field wants it', () => {
  expect(formatDate('2000-02-09')).toBe('2000-02-09');
  expect(formatDate('2000-02-09', {format: 'MM/dd/yyyy'})).toBe('02/09/2000');
  expect(formatDate('2000-02-09', {format: 'MM-DD-YYYY'})).toBe('02-09-2000');
  expect(formatDate('2000-02-09', {format: 'custom', customFormat: 'yyyy. M. d.'})).toBe('2000. 2. 9.');
});

test('valuesOf sends what was answered, in the places of the profile', () => {
  const inputs = inputsOf([
    field('fullname', 'Fullname', {
      config: {parts: [{...field('givenName', 'Text'), enabled: true}, {...field('familyName', 'Text'), enabled: true}]},
    }),
    address,
    field('seats', 'Number'),
    field('born', 'Date', {config: {format: 'dd/MM/yyyy'}}),
    field('news', 'Checkbox', {config: {defaultValue: 'true'}}),
    field('rules', 'Checkbox'),
    field('note', 'Text'),
  ]);
  expect(inputs.map(({key}) => key).join(' ')).toBe(
    'fullname.givenName fullname.familyName address.locality seats born news rules note',
  );
  const answers = {
    ...initialAnswers(inputs),
    'fullname.givenName': ' Mina ',
    'address.locality': 'Seoul',
    seats: '12',
    born: '2000-02-29',
    note: '  ',
  };
  expect(valuesOf(inputs, answers)).toEqual({
    givenName: 'Mina',
    address: {locality: 'Seoul'},
    seats: 12,
    born: '29/02/2000',
    news: true,
    rules: false,
  });
});
