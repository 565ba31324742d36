// The profile form of the settings: what it asks for, what is wrong with an answer, what is sent.
import {webUrl} from '../../shared/url.ts';
import type {ProfileField} from './context.ts';

/** One input of the form. `group` is the address or full name that it is a part of. */
export interface FormInput {
  key: string;
  field: ProfileField;
  group?: ProfileField;
}

export interface Fault {
  phrase:
    | 'required'
    | 'choice'
    | 'date'
    | 'format'
    | 'longer'
    | 'max'
    | 'min'
    | 'number'
    | 'shorter'
    | 'tick'
    | 'url';
  values?: Record<string, number>;
}

const hasParts = ({type}: ProfileField) => type === 'Address' || type === 'Fullname';

/** In the order of the form. */
export const inputsOf = (fields: ProfileField[]): FormInput[] =>
  fields.flatMap((field) =>
    hasParts(field)
      ? (field.config?.parts ?? [])
          .filter(({enabled}) => enabled)
          .map((part) => ({key: `${field.name}.${part.name}`, field: part, group: field}))
      : [{key: field.name, field}],
  );

export const initialAnswers = (inputs: FormInput[]): Record<string, string> =>
  Object.fromEntries(inputs.map(({key, field}) => [key, field.config?.defaultValue ?? '']));

/** A part may be left out where nobody asks for the whole. */
const mustAnswer = ({field, group}: FormInput) => field.required && (group?.required ?? true);

function patternFault(text: string, expression = ''): Fault | undefined {
  try {
    return new RegExp(expression).test(text) ? undefined : {phrase: 'format'};
  } catch {
    // The server knows the expression better.
    return undefined;
  }
}

function numberFault(text: string, {minValue, maxValue}: NonNullable<ProfileField['config']>): Fault | undefined {
  if (!/^-?\d+(\.\d+)?$/.test(text)) return {phrase: 'number'};
  const number = Number(text);
  if (minValue !== undefined && number < minValue) return {phrase: 'min', values: {min: minValue}};
  if (maxValue !== undefined && number > maxValue) return {phrase: 'max', values: {max: maxValue}};
  return undefined;
}

function lengthFault(text: string, {minLength, maxLength}: NonNullable<ProfileField['config']>): Fault | undefined {
  const length = Array.from(text).length;
  if (minLength !== undefined && length < minLength) return {phrase: 'shorter', values: {min: minLength}};
  if (maxLength !== undefined && length > maxLength) return {phrase: 'longer', values: {max: maxLength}};
  return undefined;
}

/** The server has the last word. */
export function faultOf(input: FormInput, answer: string): Fault | undefined {
  const {type, config = {}} = input.field;
  const text = answer.trim();
  if (type === 'Checkbox') return mustAnswer(input) && text !== 'true' ? {phrase: 'tick'} : undefined;
  if (!text) return mustAnswer(input) ? {phrase: type === 'Select' ? 'choice' : type === 'Date' ? 'date' : 'required'} : undefined;
  switch (type) {
    case 'Number':
      return numberFault(text, config);
    case 'Url':
      return webUrl(text) ? undefined : {phrase: 'url'};
    case 'Regex':
      return patternFault(text, config.format);
    case 'Text':
      return lengthFault(text, config);
    default:
      return undefined;
  }
}

/** From what a date input holds, yyyy-MM-dd, to the way that the field wants it written. */
export function formatDate(iso: string, {format, customFormat}: NonNullable<ProfileField['config']> = {}): string {
  const [year = '', month = '', day = ''] = iso.split('-');
  const pattern = (format === 'custom' ? customFormat : format) ?? 'yyyy-MM-dd';
  const words: Record<string, string> = {
    yyyy: year,
    MM: month,
    dd: day,
    M: String(Number(month)),
    d: String(Number(day)),
  };
  return pattern.replace(/yyyy|YYYY|MM|dd|DD|M|d|D/g, (word) => words[word.startsWith('M') ? word : word.toLowerCase()] ?? word);
}

const valueOf = ({field}: FormInput, answer: string): unknown => {
  const text = answer.trim();
  if (field.type === 'Checkbox') return text === 'true';
  if (!text) return undefined;
  if (field.type === 'Date') return formatDate(text, field.config);
  return field.type === 'Number' ? Number(text) : text;
};

/** The values of POST /api/experience/profile; what was left empty is left out. */
export function valuesOf(inputs: FormInput[], answers: Record<string, string>): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const input of inputs) {
    const value = valueOf(input, answers[input.key] ?? '');
    if (value === undefined) continue;
    const {field, group} = input;
    if (group?.type === 'Address') {
      values[group.name] = {...(values[group.name] as object | undefined), [field.name]: value};
    } else {
      values[field.name] = value;
    }
  }
  return values;
}
