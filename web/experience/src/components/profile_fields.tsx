import {type ReactNode, useId} from 'react';

import type {ProfileField} from '../context.ts';
import {findPhrase, t} from '../phrases.ts';
import type {FormInput} from '../profile_form.ts';
import {Field} from './field.tsx';
import {Alert, Chevron} from './icons.tsx';

interface Props {
  inputs: FormInput[];
  answers: Record<string, string>;
  onChange: (key: string, answer: string) => void;
  errors: Record<string, ReactNode>;
  attempt: number;
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
}

function Tick({input: {field}, answer, onChange, error}: InputProps) {
  const id = useId();
  return (
    <div className="field">
      <label className="choice">
        <input
          type="checkbox"
          name={field.name}
          checked={answer === 'true'}
          onChange={(event) => onChange(String(event.currentTarget.checked))}
          aria-invalid={Boolean(error)}
          aria-describedby={error ? id : undefined}
        />
        <span>
          {nameOf(field)}
          {field.description && <small>{field.description}</small>}
        </span>
      </label>
      {error && (
        <p className="field-error" id={id}>
          <Alert />
          <span>{error}</span>
        </p>
      )}
    </div>
  );
}

function Input(props: InputProps) {
  const {input, answer, onChange, error, attempt, autoFocus} = props;
  const {field, group} = input;
  if (field.type === 'Checkbox') return <Tick {...props} />;
  const required = field.required && (group?.required ?? true);
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
export function ProfileFields({inputs, answers, onChange, errors, attempt}: Props) {
  const show = (input: FormInput) => (
    <Input
      key={input.key}
      input={input}
      answer={answers[input.key] ?? ''}
      onChange={(answer) => onChange(input.key, answer)}
      error={errors[input.key]}
      attempt={attempt}
      autoFocus={input === inputs[0]}
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
