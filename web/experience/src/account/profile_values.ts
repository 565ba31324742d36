// The profile between the account and its form: where each field is kept, how it reads, what is sent.
import type {ProfileField} from '../context.ts';
import {type FormInput, formatDate, inputsOf} from '../profile_form.ts';
import type {Account} from './api.ts';
import {controlOfField} from './controls.ts';

const types: Record<string, ProfileField['type']> = {
  avatar: 'Url',
  website: 'Url',
  profile: 'Url',
  birthdate: 'Date',
  address: 'Address',
  fullname: 'Fullname',
};

const part = (name: string): ProfileField & {enabled: boolean} => ({name, type: 'Text', required: false, enabled: true});

const parts: Record<string, string[]> = {
  address: ['streetAddress', 'locality', 'region', 'postalCode', 'country'],
  fullname: ['givenName', 'familyName'],
};

/** The tenant's definition of a field, or what can be said of one that it has not defined. */
export function fieldOf(name: string, catalog: readonly ProfileField[]): ProfileField {
  return (
    catalog.find((field) => field.name === name) ?? {
      name,
      type: types[name] ?? 'Text',
      required: false,
      ...(parts[name] && {config: {parts: parts[name].map(part)}}),
    }
  );
}

const text = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';

function kept(account: Account, {field, group}: FormInput): string {
  const {name} = field;
  if (group?.type === 'Address') return text(account.profile?.address?.[name]);
  if (group) return text(account.profile?.[name]);
  const control = controlOfField(name);
  if (control === 'customData') return text(account.customData?.[name]);
  return text(control === 'profile' ? account.profile?.[name] : account[control as 'name' | 'avatar']);
}

/** yyyy-MM-dd, as a date input wants it; empty if the text is no date of the field's format. */
export function toIsoDate(written: string, config: ProfileField['config']): string {
  // The one way to write a date that the format has tells where its parts stand.
  const order = formatDate('1111-22-33', config);
  const names = order.match(/1111|22|33/g) ?? [];
  const numbers = written.match(/\d+/g) ?? [];
  if (names.length !== 3 || numbers.length !== 3) return '';
  const value = (name: string) => numbers[names.indexOf(name)] ?? '';
  const iso = `${value('1111')}-${value('22').padStart(2, '0')}-${value('33').padStart(2, '0')}`;
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(iso) && !Number.isNaN(Date.parse(iso));
  return isDate && formatDate(iso, config) === written ? iso : '';
}

/** What the form begins with. */
export const answersOf = (account: Account, field: ProfileField): Record<string, string> =>
  Object.fromEntries(
    inputsOf([field]).map((input) => {
      const value = kept(account, input);
      return [input.key, input.field.type === 'Date' ? toIsoDate(value, input.field.config) : value];
    }),
  );

interface Words {
  language: string;
  yes: string;
  no: string;
}

function readable({field}: FormInput, value: string, {language, yes, no}: Words): string {
  if (field.type === 'Checkbox') return value === 'true' ? yes : value === 'false' ? no : '';
  if (field.type === 'Select') return field.config?.options?.find((option) => option.value === value)?.label ?? value;
  const iso = field.type === 'Date' ? toIsoDate(value, field.config) : '';
  if (!iso) return value;
  return new Intl.DateTimeFormat(language, {dateStyle: 'long', timeZone: 'UTC'}).format(new Date(iso));
}

/** As a row shows it; empty if there is nothing. */
export function shownValue(account: Account, field: ProfileField, words: Words): string {
  const values = inputsOf([field]).map((input) => readable(input, kept(account, input), words));
  const separator = field.type === 'Address' ? ', ' : ' ';
  return values.filter(Boolean).join(separator);
}

export type Change =
  | {to: 'account'; changes: Partial<Pick<Account, 'name' | 'avatar' | 'customData'>>}
  | {to: 'profile'; changes: Record<string, unknown>};

const valueOf = ({field}: FormInput, answer: string): unknown => {
  const written = answer.trim();
  if (field.type === 'Checkbox') return written === 'true';
  if (field.type === 'Date') return written && formatDate(written, field.config);
  return field.type === 'Number' && written ? Number(written) : written;
};

/** What to send, for which operation. An emptied field of the profile is sent empty: it cannot be taken out. */
export function changeOf(account: Account, field: ProfileField, answers: Record<string, string>): Change {
  const inputs = inputsOf([field]);
  const values = inputs.map((input) => [input.field.name, valueOf(input, answers[input.key] ?? '')] as const);
  const [, only] = values[0] ?? [];
  switch (controlOfField(field.name)) {
    case 'name':
      return {to: 'account', changes: {name: only ? String(only) : null}};
    case 'avatar':
      return {to: 'account', changes: {avatar: only ? String(only) : null}};
    case 'profile': {
      const written = Object.fromEntries(values.map(([name, value]) => [name, String(value)]));
      return {to: 'profile', changes: field.type === 'Address' ? {address: {...account.profile?.address, ...written}} : written};
    }
    default: {
      // The server takes custom data as a whole.
      const {[field.name]: _, ...others} = account.customData ?? {};
      return {to: 'account', changes: {customData: only === '' || only === undefined ? others : {...others, [field.name]: only}}};
    }
  }
}
