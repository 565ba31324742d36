// The account lacks something that the settings demand: asked for between sign-in and redirect, one part a step.
import {useRef, useState} from 'react';

import * as api from '../api.ts';
import type {Address, ProfileStep} from '../api.ts';
import {Form} from '../components/form.tsx';
import {emptyIdentifier, IdentifierField} from '../components/identifier_field.tsx';
import {newPasswordFaults, NewPasswordFields} from '../components/new_password_fields.tsx';
import {ProfileFields} from '../components/profile_fields.tsx';
import {leadId, StepPage} from '../components/step_page.tsx';
import {type AddressType, context, type IdentifierType} from '../context.ts';
import {resume} from '../flow.ts';
import {parseIdentifier} from '../identifier.ts';
import {stepOf} from '../next_step.ts';
import type {MissingField, MissingPause} from '../pause.ts';
import {type PhraseKey, t} from '../phrases.ts';
import {faultOf, initialAnswers, inputsOf, valuesOf} from '../profile_form.ts';
import {codeStep, toAddress} from '../send_code.ts';
import {useSteps} from '../steps.ts';
import {type Options, useForm} from '../use_form.ts';
import {newIdentifierFault} from '../username.ts';

interface Part {
  pause: MissingPause;
  texts: Texts;
}

interface Texts {
  headline: PhraseKey;
  text: PhraseKey;
}

const head = ({headline, text}: Texts) => ({headline: t(headline), title: t(headline), lead: t(text)});

const buttonOf = ({missing, progress}: MissingPause): string =>
  t(progress.event === 'Register' && missing.length === 1 ? 'register.button' : 'common.continue');

/** Sends one part, and goes on to the next one or away. */
function usePart(pause: MissingPause, options: Omit<Options, 'act'> & {step: () => ProfileStep}) {
  const steps = useSteps();
  const {step, ...rest} = options;
  return useForm({
    ...rest,
    act: async () => {
      const next = await resume(pause, step());
      if (!next) return 'leaving';
      steps.replace(stepOf(next));
      return 'staying';
    },
  });
}

function Username({pause, texts}: Part) {
  const [typed, setTyped] = useState(() => emptyIdentifier());
  const form = usePart(pause, {
    fields: ['identifier'],
    check: () => {
      const fault = newIdentifierFault(parseIdentifier(typed.text, ['username'], typed.region));
      return fault ? {identifier: fault} : {};
    },
    step: () => ({type: 'username', value: typed.text.trim()}),
  });
  return (
    <StepPage {...head(texts)}>
      <Form form={form} button={buttonOf(pause)}>
        <IdentifierField
          allowed={['username']}
          value={typed}
          onChange={(value) => {
            setTyped(value);
            form.clear('identifier');
          }}
          error={form.errors['identifier']}
          attempt={form.attempt}
          withPassword={false}
          isNew
          describedBy={leadId}
        />
      </Form>
    </StepPage>
  );
}

function Password({pause, texts}: Part) {
  const [chosen, setChosen] = useState({password: '', repeated: ''});
  const [shown, setShown] = useState(false);
  const form = usePart(pause, {
    fields: ['password'],
    check: () => newPasswordFaults(chosen),
    step: () => {
      setShown(false);
      return {type: 'password', value: chosen.password};
    },
  });
  return (
    <StepPage {...head(texts)}>
      <Form form={form} button={buttonOf(pause)}>
        <NewPasswordFields
          value={chosen}
          onChange={setChosen}
          errors={form.errors}
          clear={form.clear}
          attempt={form.attempt}
          shown={shown}
          onShow={setShown}
        />
      </Form>
    </StepPage>
  );
}

function MissingAddress({pause, texts, allowed, isTaken}: Part & {allowed: AddressType[]; isTaken: boolean}) {
  const steps = useSteps();
  const [typed, setTyped] = useState(() => emptyIdentifier());
  const [taken, setTaken] = useState(isTaken);
  const address = useRef<Address>(undefined);
  const form = useForm({
    fields: ['identifier'],
    check: () => {
      const found = parseIdentifier(typed.text, allowed, typed.region);
      if (typeof found === 'string') return {identifier: t(`invalid.${found}`)};
      address.current = toAddress(found);
      return {};
    },
    act: async () => {
      const to = address.current!;
      const {verificationId} = await api.sendCode(to, pause.progress.event);
      steps.keep({name: 'complete', pause});
      steps.go(codeStep(to, {kind: 'complete', pause}, verificationId));
      return 'staying';
    },
  });
  const fault = taken ? t('error.addressTaken') : form.errors['identifier'];
  return (
    <StepPage {...head(texts)}>
      <Form form={form} button={t('common.continue')}>
        <IdentifierField
          allowed={allowed}
          value={typed}
          onChange={(value) => {
            setTyped(value);
            setTaken(false);
            form.clear('identifier');
          }}
          error={fault}
          attempt={form.attempt}
          withPassword={false}
          describedBy={leadId}
        />
      </Form>
    </StepPage>
  );
}

function ProfileForm({pause, texts}: Part) {
  const inputs = inputsOf(context.signInExperience.customProfileFields ?? []);
  const [answers, setAnswers] = useState(() => initialAnswers(inputs));
  const form = usePart(pause, {
    fields: [],
    check: () => {
      const found: Record<string, string> = {};
      for (const input of inputs) {
        const fault = faultOf(input, answers[input.key] ?? '');
        if (fault) found[input.key] = t(`invalid.${fault.phrase}`, fault.values);
      }
      return found;
    },
    step: () => ({type: 'extraProfile', values: valuesOf(inputs, answers)}),
  });
  return (
    <StepPage {...head(texts)}>
      <Form form={form} button={buttonOf(pause)}>
        <ProfileFields
          inputs={inputs}
          answers={answers}
          onChange={(name, answer) => {
            setAnswers({...answers, [name]: answer});
            form.clear(name);
          }}
          errors={form.errors}
          attempt={form.attempt}
        />
      </Form>
    </StepPage>
  );
}

const addressTexts = (allowed: IdentifierType[]): Texts => {
  const kind = allowed.length > 1 ? 'emailOrPhone' : allowed[0] === 'phone' ? 'phone' : 'email';
  return {headline: `complete.${kind}`, text: `complete.${kind}Text`};
};

export function Complete({pause, isTaken = false}: {pause: MissingPause; isTaken?: boolean}) {
  const [field] = pause.missing as [MissingField];
  switch (field.kind) {
    case 'username':
      return <Username pause={pause} texts={{headline: 'complete.username', text: 'complete.usernameText'}} />;
    case 'password':
      return <Password pause={pause} texts={{headline: 'complete.password', text: 'complete.passwordText'}} />;
    case 'address':
      return (
        <MissingAddress pause={pause} texts={addressTexts(field.allowed)} allowed={field.allowed} isTaken={isTaken} />
      );
    case 'form':
      return <ProfileForm pause={pause} texts={{headline: 'profile.formHeadline', text: 'profile.formText'}} />;
  }
}
