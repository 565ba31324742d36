import {type ReactNode, useMemo} from 'react';

import {context, type IdentifierType} from '../context.ts';
import {guessType} from '../identifier.ts';
import {codeOf, countries, guessRegion} from '../phone.ts';
import {type PhraseKey, t} from '../phrases.ts';
import type {Typed} from '../steps.ts';
import type {FieldForm} from '../use_plain_form.ts';
import {keepsUsernameRules, usernameRules} from '../username.ts';
import {Field} from './field.tsx';
import {Chevron} from './icons.tsx';

export const emptyIdentifier = (text = ''): Typed => ({
  text,
  region: guessRegion(navigator.languages, context.language),
});

interface Props {
  allowed: IdentifierType[];
  value: Typed;
  onChange: (value: Typed) => void;
  form: FieldForm;
  /** instead of the form's own */
  fault?: ReactNode;
  /** A password belongs to it: a password manager should see a pair. */
  withPassword?: boolean;
  /** chosen now, so the form of a username is told */
  isNew?: boolean;
  /** the browser may fill in a passkey instead */
  withPasskey?: boolean;
  autoFocus?: boolean;
  describedBy?: string;
}

const labels: Record<string, PhraseKey> = {
  username: 'field.username',
  email: 'field.email',
  phone: 'field.phone',
  'username email': 'field.usernameOrEmail',
  'username phone': 'field.usernameOrPhone',
  'email phone': 'field.emailOrPhone',
  'username email phone': 'field.usernameEmailOrPhone',
};

const labelOf = (allowed: IdentifierType[]): PhraseKey => {
  const order: IdentifierType[] = ['username', 'email', 'phone'];
  return labels[order.filter((type) => allowed.includes(type)).join(' ')] ?? 'field.username';
};

const kinds = {
  username: {type: 'text', inputMode: 'text', autoComplete: 'username'},
  email: {type: 'email', inputMode: 'email', autoComplete: 'email'},
  phone: {type: 'tel', inputMode: 'tel', autoComplete: 'tel'},
} as const;

function CallingCode({region, onChange}: {region: string; onChange: (region: string) => void}) {
  const options = useMemo(() => {
    const names = new Intl.DisplayNames([context.language, 'en'], {type: 'region'});
    return countries
      .map((country) => ({...country, name: names.of(country.region) ?? country.region}))
      .toSorted((a, b) => a.name.localeCompare(b.name, context.language));
  }, [context.language]);
  return (
    <span className="calling-code">
      <span aria-hidden="true" dir="ltr">
        +{codeOf(region)}
      </span>
      <Chevron />
      <select
        aria-label={t('field.country')}
        autoComplete="off"
        value={region}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        {options.map(({region: key, code, name}) => (
          <option key={key} value={key}>
            {name} +{code}
          </option>
        ))}
      </select>
    </span>
  );
}

export function IdentifierField(props: Props) {
  const {allowed, value, form, fault, withPassword, isNew, withPasskey, autoFocus, describedBy} = props;
  const onChange = (changed: Typed) => {
    props.onChange(changed);
    form.clear('identifier');
  };
  const only = allowed.length === 1 ? allowed[0] : undefined;
  const kind = only ? kinds[only] : kinds.username;
  const isPhone = guessType(value.text, allowed) === 'phone' && !/^\s*(\+|00)/.test(value.text);
  const isUsername = only === 'username' || (value.text !== '' && guessType(value.text, allowed) === 'username');
  const error = fault ?? form.errors['identifier'];
  // What is wrong with a name that keeps the rules is another matter.
  const hasRules = isNew && isUsername && !(error && keepsUsernameRules(value.text.trim()));
  return (
    <Field
      label={t(labelOf(allowed))}
      error={error}
      hint={hasRules ? usernameRules() : undefined}
      attempt={form.attempt}
      describedBy={describedBy}
    >
      {(input) => (
        <div className="control" dir={isPhone ? 'ltr' : undefined}>
          {isPhone && <CallingCode region={value.region} onChange={(region) => onChange({...value, region})} />}
          <input
            {...input}
            name="identifier"
            type={kind.type}
            inputMode={kind.inputMode}
            autoComplete={`${withPassword ? 'username' : kind.autoComplete}${withPasskey ? ' webauthn' : ''}`}
            value={value.text}
            onInput={(event) => onChange({...value, text: event.currentTarget.value})}
            autoCapitalize="none"
            autoCorrect="off"
            spellCheck={false}
            maxLength={256}
            aria-required
            autoFocus={autoFocus}
            dir="ltr"
          />
        </div>
      )}
    </Field>
  );
}
