// The sign-in of a company: found by an address, or chosen where it has several.
import {useRef, useState} from 'react';

import * as api from '../api.ts';
import {Form} from '../components/form.tsx';
import {emptyIdentifier, IdentifierField} from '../components/identifier_field.tsx';
import {IdentifierText} from '../components/identifier_text.tsx';
import {leadId, Notice} from '../components/layout.tsx';
import {StartAgain} from '../components/other_ways.tsx';
import {explainStart, ServiceButtons, useServiceEntry} from '../components/service_buttons.tsx';
import {StepPage, Ways} from '../components/step_page.tsx';
import {mustAgree, Terms} from '../components/terms.tsx';
import {context, type SsoConnector} from '../context.ts';
import {parseIdentifier} from '../identifier.ts';
import {rich, t} from '../phrases.ts';
import {codeStep} from '../send_code.ts';
import {enterSso, logosOfCompany, withIds} from '../sso.ts';
import {type Step, useSteps} from '../steps.ts';
import {useForm} from '../use_form.ts';
import {connectorsOf} from '../use_sso_match.ts';

type EmailStep = Extract<Step, {name: 'sso-email'}>;
type ConnectorsStep = Extract<Step, {name: 'sso-connectors'}>;
type LinkStep = Extract<Step, {name: 'sso-link'}>;

const OtherWay = () => (
  <Ways>
    <StartAgain>{t('social.otherWay')}</StartAgain>
  </Ways>
);

export function SsoEmail({typed: first}: EmailStep) {
  const steps = useSteps();
  const [typed, setTyped] = useState(() => first ?? emptyIdentifier(context.loginHint));
  const [agreed, setAgreed] = useState(false);
  const companies = useRef<SsoConnector[]>([]);
  const form = useForm({
    fields: ['identifier'],
    check: async () => {
      const terms = mustAgree('SignIn') && !agreed ? {terms: true} : {};
      const found = parseIdentifier(typed.text, ['email'], typed.region);
      if (typeof found === 'string') return {identifier: t(`invalid.${found}`), ...terms};
      companies.current = await connectorsOf(found);
      return {...(companies.current.length === 0 && {identifier: t('sso.none')}), ...terms};
    },
    act: () => {
      steps.keep({name: 'sso-email', typed});
      return enterSso(companies.current, steps);
    },
    explain: (error) => explainStart('sso', error),
  });
  return (
    <StepPage headline={t('sso.headline')} title={t('sso.headline')} lead={t('sso.text')}>
      <Form form={form} button={t('common.continue')}>
        <IdentifierField
          allowed={['email']}
          value={typed}
          onChange={setTyped}
          form={form}
          autoFocus
          describedBy={leadId}
        />
        <Terms event="SignIn" agreed={agreed} onAgree={setAgreed} forms={[form]} />
      </Form>
      <OtherWay />
    </StepPage>
  );
}

export function SsoConnectors({ids, isDemanded}: ConnectorsStep) {
  const entry = useServiceEntry('sso');
  const companies = withIds(ids);
  const headline = t(isDemanded ? 'sso.demandedHeadline' : 'sso.chooseHeadline');
  const lead = t(isDemanded ? 'sso.demandedText' : 'sso.chooseText');
  return (
    <StepPage headline={headline} title={headline} lead={companies.length > 0 && lead}>
      {companies.length > 0 ? (
        <div className="social">
          <ServiceButtons
            services={companies.map((one) => ({id: one.id, name: one.connectorName, ...logosOfCompany(one)}))}
            labelOf={({name}) => t('sso.continue', {name})}
            entry={entry}
          />
        </div>
      ) : (
        <Notice text={t('sso.switchedOff')} />
      )}
      <OtherWay />
    </StepPage>
  );
}

/** An account has the address, and the company does not vouch for it: the person proves it once. */
export function SsoLink({address, verificationId}: LinkStep) {
  const steps = useSteps();
  const form = useForm({
    fields: [],
    act: async () => {
      const sent = await api.sendCode(address, 'SignIn');
      steps.go(codeStep(address, {kind: 'link', verificationId}, sent.verificationId));
      return 'staying';
    },
  });
  return (
    <StepPage
      headline={t('social.relatedHeadline')}
      title={t('social.relatedHeadline')}
      lead={rich('sso.linkText', {address: <IdentifierText identifier={address} />})}
    >
      <Form form={form} button={t('forgot.button')} />
      <OtherWay />
    </StepPage>
  );
}
