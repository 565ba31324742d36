// The account lacks something that the settings demand: asked for between sign-in and redirect, one part a step.
import {useState} from 'react';

import * as api from '../api.ts';
import type {ProfileStep} from '../api.ts';
import {AddressForm} from '../components/address_form.tsx';
import {Form} from '../components/form.tsx';
import {emptyIdentifier, IdentifierField} from '../components/identifier_field.tsx';
import {NewPasswordFields, useNewPassword} from '../components/new_password_fields.tsx';
import {faultsOf, ProfileFields} from '../components/profile_fields.tsx';
import {leadId} from '../components/layout.tsx';
import {StepPage} from '../components/step_page.tsx';
import {type AddressType, context, type IdentifierType} from '../context.ts';
import {resume} from '../flow.ts';
import {parseIdentifier} from '../identifier.ts';
import {stepOf} from '../next_step.ts';
import type {MissingField, MissingPause} from '../pause.ts';
import {type PhraseKey, t} from '../phrases.ts';
import {initialAnswers, inputsOf, valuesOf} from '../profile_form.ts';
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
          onChange={setTyped}
          form={form}
          isNew
          describedBy={leadId}
        />
      </Form>
    </StepPage>
  );
}

function Password({pause, texts}: Part) {
  const chosen = useNewPassword();
  const form = usePart(pause, {
    fields: ['password'],
    check: chosen.check,
    step: () => ({type: 'password', value: chosen.take()}),
  });
  return (
    <StepPage {...head(texts)}>
      <Form form={form} button={buttonOf(pause)}>
        <NewPasswordFields form={form} {...chosen.fields} />
      </Form>
    </StepPage>
  );
}

const MissingAddress = ({pause, texts, allowed, isTaken}: Part & {allowed: AddressType[]; isTaken: boolean}) => (
  <StepPage {...head(texts)}>
    <AddressForm
      allowed={allowed}
      isTaken={isTaken}
      button={t('common.continue')}
      send={async (to) => (await api.sendCode(to, pause.progress.event)).verificationId}
      purpose={{kind: 'complete', pause}}
      kept={() => ({name: 'complete', pause})}
      describedBy={leadId}
    />
  </StepPage>
);

function ProfileForm({pause, texts}: Part) {
  const inputs = inputsOf(context.signInExperience.customProfileFields ?? []);
  const [answers, setAnswers] = useState(() => initialAnswers(inputs));
  // An account that is there has its picture changed in the account center.
  const upload = pause.progress.event === 'Register' ? api.uploadAvatar : undefined;
  const form = usePart(pause, {
    fields: [],
    check: () => faultsOf(inputs, answers),
    step: () => ({type: 'extraProfile', values: valuesOf(inputs, answers)}),
  });
  return (
    <StepPage {...head(texts)}>
      <Form form={form} button={buttonOf(pause)}>
        <ProfileFields
          inputs={inputs}
          answers={answers}
          onChange={(name, answer) => setAnswers((before) => ({...before, [name]: answer}))}
          form={form}
          upload={upload}
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
