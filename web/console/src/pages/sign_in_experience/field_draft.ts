// A profile field as the dialog edits it, and as the API has it.
import type {Body, ProfileField} from '../../api/types.ts';
import type {Pairs} from '../../components/key_value_editor.tsx';
import type {FieldType} from './data.ts';

export type FieldBody = Body<'/api/custom-profile-fields', 'post'>;
type Config = ProfileField['config'];

export const fieldTypes = [
  'Text',
  'Number',
  'Date',
  'Select',
  'Checkbox',
  'Url',
  'Regex',
  'Fullname',
  'Address',
] as const satisfies readonly FieldType[];

export const dateFormats = ['yyyy-MM-dd', 'MM/dd/yyyy', 'dd/MM/yyyy', 'custom'] as const;

const partNames = {
  Fullname: ['givenName', 'middleName', 'familyName'],
  Address: ['streetAddress', 'locality', 'region', 'postalCode', 'country', 'formatted'],
} as const;
export type PartName = (typeof partNames)[keyof typeof partNames][number];

/** Members of every profile, which OpenID Connect knows as claims; and the type that suits them. */
export const knownFields: Record<string, FieldType> = {
  fullname: 'Fullname',
  givenName: 'Text',
  familyName: 'Text',
  middleName: 'Text',
  nickname: 'Text',
  birthdate: 'Date',
  gender: 'Text',
  website: 'Url',
  profile: 'Url',
  avatar: 'Url',
  locale: 'Text',
  zoneinfo: 'Text',
  address: 'Address',
};

export interface FieldPart {
  name: PartName;
  enabled: boolean;
  required: boolean;
}

export interface FieldDraft {
  [name: string]: unknown;
  name: string;
  type: FieldType;
  label: string;
  description: string;
  required: boolean;
  placeholder: string;
  minLength: number | '';
  maxLength: number | '';
  minValue: number | '';
  maxValue: number | '';
  dateFormat: string;
  customFormat: string;
  pattern: string;
  isChecked: boolean;
  options: Pairs;
  parts: FieldPart[];
}

const defaultParts = (type: FieldType): FieldPart[] =>
  type === 'Fullname' || type === 'Address'
    ? partNames[type].map((name) => ({
        name,
        enabled: name !== 'middleName' && name !== 'formatted',
        required: name === 'givenName' || name === 'familyName',
      }))
    : [];

export const newDraft = (type: FieldType = 'Text'): FieldDraft => ({
  name: '',
  type,
  label: '',
  description: '',
  required: false,
  placeholder: '',
  minLength: '',
  maxLength: '',
  minValue: '',
  maxValue: '',
  dateFormat: 'yyyy-MM-dd',
  customFormat: '',
  pattern: '',
  isChecked: false,
  options: [['', '']],
  parts: defaultParts(type),
});

export const withType = (draft: FieldDraft, type: FieldType): FieldDraft => ({
  ...draft,
  type,
  parts: defaultParts(type),
});

export function toDraft({name, type, label, description, required, config}: ProfileField): FieldDraft {
  const stored = new Map(config.parts?.map((part) => [part.name, part]));
  return {
    ...newDraft(type),
    name,
    label,
    description: description ?? '',
    required,
    placeholder: config.placeholder ?? '',
    minLength: config.minLength ?? '',
    maxLength: config.maxLength ?? '',
    minValue: config.minValue ?? '',
    maxValue: config.maxValue ?? '',
    dateFormat: type === 'Date' ? (config.format ?? 'yyyy-MM-dd') : 'yyyy-MM-dd',
    customFormat: config.customFormat ?? '',
    pattern: type === 'Regex' ? (config.format ?? '') : '',
    isChecked: config.defaultValue === 'true',
    options: config.options?.map(({value, label}) => [value, label ?? '']) ?? [['', '']],
    parts: defaultParts(type).map((part) => ({
      ...part,
      enabled: stored.get(part.name)?.enabled ?? false,
      required: stored.get(part.name)?.required ?? false,
    })),
  };
}

function toConfig(draft: FieldDraft, stored: Config | undefined): Config {
  const {type, placeholder, minLength, maxLength, minValue, maxValue} = draft;
  const hint = placeholder.trim() && {placeholder: placeholder.trim()};
  switch (type) {
    case 'Text':
      return {...hint, ...(minLength !== '' && {minLength}), ...(maxLength !== '' && {maxLength})};
    case 'Number':
      return {...hint, ...(minValue !== '' && {minValue}), ...(maxValue !== '' && {maxValue})};
    case 'Date':
      return {
        ...hint,
        format: draft.dateFormat,
        ...(draft.dateFormat === 'custom' && {customFormat: draft.customFormat.trim()}),
      };
    case 'Checkbox':
      return {defaultValue: String(draft.isChecked)};
    case 'Select': {
      const options = draft.options.map(([value, label]) => [value.trim(), label.trim()] as const);
      return {
        ...hint,
        options: options.filter(([value]) => value).map(([value, label]) => ({value, ...(label && {label})})),
      };
    }
    case 'Regex':
      return {...hint, format: draft.pattern};
    case 'Url':
      return {...hint};
    case 'Address':
    case 'Fullname': {
      // A part may have words of its own, which only the API sets.
      const known = new Map(stored?.parts?.map((part) => [part.name, part]));
      return {parts: draft.parts.map((part) => ({type: 'Text', ...known.get(part.name), ...part}))};
    }
  }
}

/** `stored` is what is replaced. */
export function toBody(draft: FieldDraft, stored?: ProfileField): FieldBody {
  const {name, type, label, description, required} = draft;
  const body = {
    name: name.trim(),
    type,
    ...(label.trim() && {label: label.trim()}),
    ...(description.trim() && type !== 'Checkbox' && {description: description.trim()}),
    required,
    config: toConfig(draft, stored?.config),
  };
  // The config is the type's.
  return body as FieldBody;
}
