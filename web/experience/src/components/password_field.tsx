import {type KeyboardEvent, type ReactNode, useState} from 'react';

import type {PasswordPolicy} from '../context.ts';
import {t} from '../phrases.ts';
import {rulesOf} from '../policy.ts';
import {Field} from './field.tsx';
import {Check, Dot, Eye} from './icons.tsx';

interface Props {
  label: string;
  value: string;
  onChange: (value: string) => void;
  purpose: 'current' | 'new';
  error?: ReactNode;
  policy?: PasswordPolicy | undefined;
  shown: boolean;
  onShow?: ((shown: boolean) => void) | undefined;
  attempt: number;
  autoFocus?: boolean;
  describedBy?: string;
}

const Rules = ({policy, password}: {policy: PasswordPolicy; password: string}) => (
  <ul className="rules" aria-label={t('policy.title')}>
    {rulesOf(policy).map(({name, values, met}) => (
      <li key={name} data-met={met(password) || undefined}>
        {met(password) ? <Check /> : <Dot />}
        <span>
          {t(`policy.${name}`, values)}
          <span className="hidden"> ({t(met(password) ? 'policy.met' : 'policy.unmet')})</span>
        </span>
      </li>
    ))}
  </ul>
);

export function PasswordField(props: Props) {
  const {label, value, onChange, purpose, error, policy, shown, onShow, attempt, autoFocus, describedBy} = props;
  const [capsLock, setCapsLock] = useState(false);
  const watch = (event: KeyboardEvent) => setCapsLock(event.getModifierState?.('CapsLock') ?? false);
  const hint = (policy || capsLock) && (
    <>
      {capsLock && <p role="status">{t('common.capsLock')}</p>}
      {policy && <Rules policy={policy} password={value} />}
    </>
  );
  return (
    <Field label={label} error={error} hint={hint} attempt={attempt} describedBy={describedBy}>
      {(input) => (
        <div className="control">
          <input
            {...input}
            name={purpose === 'new' ? `new-password${onShow ? '' : '-again'}` : 'password'}
            type={shown ? 'text' : 'password'}
            value={value}
            onInput={(event) => onChange(event.currentTarget.value)}
            onKeyUp={watch}
            onBlur={() => setCapsLock(false)}
            autoComplete={purpose === 'new' ? 'new-password' : 'current-password'}
            autoCapitalize="none"
            autoCorrect="off"
            spellCheck={false}
            maxLength={1024}
            aria-required
            autoFocus={autoFocus}
            dir="ltr"
          />
          {onShow && (
            <button
              type="button"
              className="icon-button"
              aria-controls={input.id}
              aria-label={t(shown ? 'common.hidePassword' : 'common.showPassword')}
              onClick={() => onShow(!shown)}
            >
              <Eye open={shown} />
            </button>
          )}
        </div>
      )}
    </Field>
  );
}
