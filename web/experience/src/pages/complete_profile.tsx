// The account lacks something that the settings demand: asked for between sign-in and redirect.
import {type FormEvent, useState} from 'react';

import type {ProfileStep} from '../api.ts';
import {FailureNotice, fieldError} from '../components/failure.tsx';
import {emptyIdentifier, IdentifierField, type IdentifierValue} from '../components/identifier_field.tsx';
import {Brand, Page, SubmitButton} from '../components/layout.tsx';
import {newPasswordFaults, NewPasswordFields} from '../components/new_password_fields.tsx';
import {ProfileFields} from '../components/profile_fields.tsx';
import {context, type InteractionEvent} from '../context.ts';
import {explain, type Failure} from '../errors.ts';
import type {MissingField, Pause} from '../flow.ts';
import {parseIdentifier} from '../identifier.ts';
import {t} from '../phrases.ts';
import {faultOf, initialAnswers, inputsOf, valuesOf} from '../profile_form.ts';
import {useErrors} from '../use_errors.ts';
import {useSubmit} from '../use_submit.ts';
import {newIdentifierFault} from '../username.ts';

const {passwordPolicy, customProfileFields} = context.signInExperience;
const inputs = inputsOf(customProfileFields ?? []);

const keyOf = (field: MissingField) => (field.kind === 'identifier' ? field.allowed.join(' ') : field.kind);

/** Which of several identifiers a refusal is about is in its words only. */
function keyOfField(field: Failure['field'], missing: MissingField[]): string | undefined {
  if (field === 'password') return 'password';
  const [only, ...others] = missing.filter(({kind}) => kind === 'identifier');
  return field === 'identifier' && only && others.length === 0 ? keyOf(only) : undefined;
}

export function CompleteProfile({pause: first, event}: {pause: Pause; event: InteractionEvent}) {
  const [pause, setPause] = useState(first);
  const [identifiers, setIdentifiers] = useState<Record<string, IdentifierValue>>({});
  const [answers, setAnswers] = useState(() => initialAnswers(inputs));
  const [chosen, setChosen] = useState({password: '', repeated: ''});
  const [shown, setShown] = useState(false);
  const {errors, setErrors, clear} = useErrors();
  const [failure, setFailure] = useState<Failure>();
  const [attempt, setAttempt] = useState(0);

  const collectForm = (found: Record<string, string>): ProfileStep => {
    for (const input of inputs) {
      const fault = faultOf(input, answers[input.key] ?? '');
      if (fault) found[input.key] = t(`invalid.${fault.phrase}`, fault.values);
    }
    return {type: 'extraProfile', values: valuesOf(inputs, answers)};
  };

  const collect = () => {
    const steps: ProfileStep[] = [];
    const found: Record<string, string> = {};
    for (const field of pause.missing) {
      if (field.kind === 'form') {
        steps.push(collectForm(found));
        continue;
      }
      if (field.kind === 'password') {
        Object.assign(found, newPasswordFaults(chosen));
        steps.push({type: 'password', value: chosen.password});
        continue;
      }
      const key = keyOf(field);
      const {text, region} = identifiers[key] ?? emptyIdentifier();
      const parsed = parseIdentifier(text, field.allowed, region);
      const fault = newIdentifierFault(parsed);
      if (fault) found[key] = fault;
      if (typeof parsed !== 'string') steps.push(parsed);
    }
    return {steps, found};
  };

  const act = async () => {
    const {steps, found} = collect();
    setErrors(found);
    setFailure(undefined);
    setAttempt(attempt + 1);
    if (Object.keys(found).length) return 'staying';
    setShown(false);
    const next = await pause.resume(steps);
    if (next) setPause(next);
    return next ? 'staying' : 'leaving';
  };
  const {busy, submit} = useSubmit(act, (error) => {
    const explained = explain(error, passwordPolicy);
    const key = explained && keyOfField(explained.field, pause.missing);
    if (explained && key) setErrors({[key]: fieldError(explained)});
    setFailure(explained && !key ? {text: explained.text} : undefined);
    setAttempt((count) => count + 1);
  });

  const show = (field: MissingField, index: number) => {
    const key = keyOf(field);
    if (field.kind === 'form') {
      return (
        <ProfileFields
          key={key}
          inputs={inputs}
          answers={answers}
          onChange={(name, answer) => {
            setAnswers({...answers, [name]: answer});
            clear(name);
          }}
          errors={errors}
          attempt={attempt}
        />
      );
    }
    if (field.kind === 'identifier') {
      return (
        <IdentifierField
          key={key}
          allowed={field.allowed}
          value={identifiers[key] ?? emptyIdentifier()}
          onChange={(value) => {
            setIdentifiers({...identifiers, [key]: value});
            clear(key);
          }}
          error={errors[key]}
          attempt={attempt}
          withPassword={false}
          isNew
          autoFocus={index === 0}
        />
      );
    }
    return (
      <div className="fields" key={key}>
        <NewPasswordFields
          value={chosen}
          onChange={setChosen}
          errors={errors}
          clear={clear}
          shown={shown}
          onShow={setShown}
          attempt={attempt}
          autoFocus={index === 0}
        />
      </div>
    );
  };

  const onlyForm = pause.missing.every(({kind}) => kind === 'form');
  return (
    <Page>
      <Brand />
      <h1>{t(onlyForm ? 'profile.formHeadline' : 'profile.headline')}</h1>
      <p className="lead">{t(onlyForm ? 'profile.formText' : 'profile.text')}</p>
      <form
        noValidate
        onSubmit={(submitted: FormEvent) => {
          submitted.preventDefault();
          void submit();
        }}
      >
        <FailureNotice failure={failure} attempt={attempt} />
        {pause.missing.map(show)}
        <SubmitButton busy={busy}>{t(event === 'Register' ? 'register.button' : 'common.continue')}</SubmitButton>
      </form>
    </Page>
  );
}
