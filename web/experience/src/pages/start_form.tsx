// The first step: an identifier, with a password where nothing else is ever asked for, and the terms.
import {type ReactNode, useRef, useState} from 'react';

import type {Identifier} from '../api.ts';
import {Form} from '../components/form.tsx';
import {emptyIdentifier, IdentifierField} from '../components/identifier_field.tsx';
import {leadId, Notice} from '../components/layout.tsx';
import {PasskeyButton} from '../components/passkey_button.tsx';
import {explainStart, useServiceEntry} from '../components/service_buttons.tsx';
import {SocialButtons} from '../components/social_buttons.tsx';
import {SsoButton, SsoNote} from '../components/sso_note.tsx';
import {StepPage} from '../components/step_page.tsx';
import {mustAgree, Terms} from '../components/terms.tsx';
import {context, type IdentifierType, type SsoConnector} from '../context.ts';
import {guessType, type IdentifierFault, parseIdentifier} from '../identifier.ts';
import {t} from '../phrases.ts';
import {useSteps} from '../steps.ts';
import {socialConnectors} from '../social_connectors.ts';
import {enterSso, ssoConnectors} from '../sso.ts';
import {type StepForm, useForm} from '../use_form.ts';
import {type PasskeyEntry, usePasskeyEntry} from '../use_passkey_entry.ts';
import {useOneTap} from '../use_one_tap.ts';
import {connectorsOf, useSsoMatch} from '../use_sso_match.ts';

interface Props {
  event: 'SignIn' | 'Register';
  /** identifiers that can be typed; none: the form is not shown */
  allowed: IdentifierType[];
  lead?: ReactNode;
  aside: ReactNode;
  /** the password that belongs to the identifier, where it is on the same form */
  passwords?: ((form: StepForm) => ReactNode) | undefined;
  isFocusOnPassword?: boolean;
  passkeys?: PasskeyEntry | undefined;
  findFaults: (identifier: Identifier | IdentifierFault) => Record<string, ReactNode>;
  enter: (identifier: Identifier) => Promise<'leaving' | 'staying'>;
}

/** The allowed identifiers that the application asks for, or all of them. */
export function askedIdentifiers(allowed: IdentifierType[]): IdentifierType[] {
  const asked = allowed.filter((identifier) => context.identifiers?.includes(identifier));
  return asked.length ? asked : allowed;
}

const buttonOf = ([only, second]: SsoConnector[], usual: string): string =>
  only ? (second ? t('sso.continueAny') : t('sso.continue', {name: only.connectorName})) : usual;

export function StartForm({event, allowed, lead, aside, passwords, isFocusOnPassword = false, passkeys, ...props}: Props) {
  const steps = useSteps();
  const start = steps.step.name === 'start' ? steps.step : undefined;
  const [typed, setTyped] = useState(() => start?.typed ?? emptyIdentifier(context.loginHint));
  const [agreed, setAgreed] = useState(false);
  const isPasswordChanged = start?.isPasswordChanged ?? false;
  const parsed = useRef<Identifier>(undefined);
  const companies = useRef<SsoConnector[]>([]);
  const match = useSsoMatch(typed, allowed);
  useOneTap(event);
  const termsFault = (): Record<string, true> => (mustAgree(event) && !agreed ? {terms: true} : {});
  const form = useForm({
    fields: passwords ? ['identifier', 'password'] : ['identifier'],
    identifier: () => parsed.current,
    check: async () => {
      const found = parseIdentifier(typed.text, allowed, typed.region);
      parsed.current = typeof found === 'string' ? undefined : found;
      // Without an answer it goes on as if there was none: the server has the last word.
      companies.current = await connectorsOf(found).catch(() => []);
      return {...(companies.current.length === 0 && props.findFaults(found)), ...termsFault()};
    },
    act: () => {
      steps.keep({name: 'start', typed});
      return companies.current.length > 0 ? enterSso(companies.current, steps) : props.enter(parsed.current!);
    },
    explain: (error) => (companies.current.length > 0 ? explainStart('sso', error) : undefined),
  });

  const passkey = usePasskeyEntry({
    isFilledIn: passkeys?.isFilledIn ?? false,
    isBusy: form.busy,
    check: termsFault,
  });
  const social = useServiceEntry('social', termsFault);
  const hasSocial = socialConnectors().length > 0;
  const hasSso = ssoConnectors().length > 0;
  const hasButton = passkeys?.hasButton ?? false;

  const terms = (
    <Terms
      event={event}
      agreed={agreed}
      onAgree={setAgreed}
      forms={[form, passkey, social]}
    />
  );
  const app = context.application?.name;
  const words = event === 'SignIn' ? 'signIn' : 'register';
  return (
    <StepPage headline={app ? t(`${words}.headlineApp`, {app}) : t(`${words}.headline`)} lead={lead}>
      {isPasswordChanged && (
        <div id={leadId}>
          <Notice kind="good" text={t('reset.done')} />
        </div>
      )}
      {allowed.length > 0 ? (
        <Form form={form} button={buttonOf(match, t(passwords ? `${words}.button` : 'common.continue'))}>
          <SsoNote connectors={match}>
            <IdentifierField
              allowed={allowed}
              value={typed}
              onChange={setTyped}
              form={form}
              withPassword={event === 'SignIn' || Boolean(passwords)}
              isNew={event === 'Register'}
              withPasskey={passkeys?.isFilledIn ?? false}
              autoFocus={!isFocusOnPassword}
              {...(isPasswordChanged && {describedBy: leadId})}
            />
          </SsoNote>
          {match.length === 0 && passwords?.(form)}
          {terms}
        </Form>
      ) : (
        <>
          {!hasButton && !hasSocial && !hasSso && <Notice text={t(`${words}.unavailable`)} />}
          {hasSocial && terms}
        </>
      )}
      {passkeys && <PasskeyButton form={passkey} isShown={hasButton} isBusy={form.busy || social.busy} />}
      <SocialButtons entry={social} isBusy={form.busy || passkey.busy} isSecond={allowed.length > 0 || hasButton} />
      {hasSso && match.length === 0 && (
        <SsoButton
          isSecond={!hasSocial && (allowed.length > 0 || hasButton)}
          onClick={() => {
            steps.keep({name: 'start', typed});
            steps.go({name: 'sso-email', ...(guessType(typed.text, allowed) === 'email' && {typed})});
          }}
        />
      )}
      {aside && <p className="aside">{aside}</p>}
    </StepPage>
  );
}
