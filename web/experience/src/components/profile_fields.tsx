import type {ReactNode} from 'react';

import type {ProfileField} from '../context.ts';
import {findPhrase, t} from '../phrases.ts';
import {faultOf, type FormInput} from '../profile_form.ts';
import type {FieldForm} from '../use_plain_form.ts';
import {CheckField} from './check_field.tsx';
import {Field} from './field.tsx';
import {Chevron} from './icons.tsx';
import {PictureField} from './picture_field.tsx';

interface Props {
  inputs: FormInput[];
  answers: Record<string, string>;
  onChange: (key: string, answer: string) => void;
  form: FieldForm;
  /** keeps a picture and gives its address; without it, addresses are typed */
  upload?: ((file: File) => Promise<string>) | undefined;
}

export type Answers = Props['answers'];

/** What is wrong with the answers, by their inputs. */
export function faultsOf(inputs: FormInput[], answers: Answers): Record<string, string> {
  const faults: Record<string, string> = {};
  for (const input of inputs) {
    const fault = faultOf(input, answers[input.key] ?? '');
    if (fault) faults[input.key] = t(`invalid.${fault.phrase}`, fault.values);
  }
  return faults;
}

export const nameOf = ({label, name}: ProfileField) => label || findPhrase('profileField', name) || name;

// Fields that browsers can fill in.
const autoComplete: Record<string, string> = {
  name: 'name',
  givenName: 'given-name',
  middleName: 'additional-name',
  familyName: 'family-name',
  nickname: 'nickname',
  birthdate: 'bday',
  gender: 'sex',
  website: 'url',
  avatar: 'photo',
  streetAddress: 'street-address',
  locality: 'address-level2',
  region: 'address-level1',
  postalCode: 'postal-code',
  country: 'country-name',
};

const kinds: Partial<Record<ProfileField['type'], {type: string; inputMode?: 'decimal' | 'url'}>> = {
  Date: {type: 'date'},
  Number: {type: 'text', inputMode: 'decimal'},
  Url: {type: 'url', inputMode: 'url'},
};

interface InputProps {
  input: FormInput;
  answer: string;
  onChange: (answer: string) => void;
  error: ReactNode;
  attempt: number;
  autoFocus: boolean;
  upload: Props['upload'];
}

const Tick = ({input: {field}, answer, onChange, error, attempt}: InputProps) => (
  <CheckField
    name={field.name}
    checked={answer === 'true'}
    onChange={(checked) => onChange(String(checked))}
    error={error}
    attempt={attempt}
  >
    {nameOf(field)}
    {field.description && <small>{field.description}</small>}
  </CheckField>
);

function Input(props: InputProps) {
  const {input, answer, onChange, error, attempt, autoFocus, upload} = props;
  const {field, group} = input;
  if (field.type === 'Checkbox') return <Tick {...props} />;
  const required = field.required && (group?.required ?? true);
  if (field.name === 'avatar' && upload) {
    const label = field.label || t('profile.picture');
    return (
      <PictureField
        label={required ? label : t('profile.optional', {label})}
        value={answer}
        onChange={onChange}
        upload={upload}
        error={error}
        attempt={attempt}
      />
    );
  }
  const name = nameOf(field);
  const common = {name: field.name, value: answer, autoComplete: autoComplete[field.name] ?? 'off', autoFocus};
  return (
    <Field
      label={required ? name : t('profile.optional', {label: name})}
      error={error}
      hint={field.description || undefined}
      attempt={attempt}
    >
      {(described) => (
        <div className="control">
          {field.type === 'Select' ? (
            <>
              <select
                {...described}
                {...common}
                aria-required={required}
                onChange={(event) => onChange(event.currentTarget.value)}
              >
                <option value="">{field.config?.placeholder || t('profile.choose')}</option>
                {field.config?.options?.map(({value, label}) => (
                  <option key={value} value={value}>
                    {label || value}
                  </option>
                ))}
              </select>
              <Chevron />
            </>
          ) : (
            <input
              {...described}
              {...common}
              {...(kinds[field.type] ?? {type: 'text'})}
              placeholder={field.config?.placeholder}
              maxLength={4096}
              aria-required={required}
              onInput={(event) => onChange(event.currentTarget.value)}
            />
          )}
        </div>
      )}
    </Field>
  );
}

/** The parts of an address or full name stand together under its name. */
export function ProfileFields({inputs, answers, onChange, form, upload}: Props) {
  const show = (input: FormInput) => (
    <Input
      key={input.key}
      input={input}
      answer={answers[input.key] ?? ''}
      onChange={(answer) => {
        onChange(input.key, answer);
        form.clear(input.key);
      }}
      error={form.errors[input.key]}
      attempt={form.attempt}
      autoFocus={input === inputs[0]}
      upload={upload}
    />
  );
  const groups = new Set<string>();
  return (
    <div className="fields">
      {inputs.map((input) => {
        const {group} = input;
        if (!group) return show(input);
        if (groups.has(group.name)) return null;
        groups.add(group.name);
        return (
          <fieldset key={group.name}>
            <legend>{nameOf(group)}</legend>
            {group.description && <p className="field-hint">{group.description}</p>}
            <div className="fields">{inputs.filter((other) => other.group === group).map(show)}</div>
          </fieldset>
        );
      })}
    </div>
  );
}
