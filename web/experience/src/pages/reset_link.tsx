// A link from a mail that lets its owner choose a new password.
import {Form} from '../components/form.tsx';
import {Notice} from '../components/layout.tsx';
import {StepPage} from '../components/step_page.tsx';
import {identifyByLink} from '../flow.ts';
import {findLink} from '../link.ts';
import {rich, t} from '../phrases.ts';
import {useSteps} from '../steps.ts';
import {useForm} from '../use_form.ts';

export function ResetLink() {
  const steps = useSteps();
  const link = findLink();
  const form = useForm({
    fields: [],
    act: async () => {
      const {email, token} = link!;
      await identifyByLink(email, token);
      steps.go({name: 'reset', address: {type: 'email', value: email}});
      return 'staying';
    },
  });
  const lead = link && rich('link.reset', {email: <strong dir="ltr">{link.email}</strong>});
  return (
    <StepPage headline={t('forgot.headline')} title={t('forgot.headline')} lead={lead}>
      {link ? <Form form={form} button={t('common.continue')} /> : <Notice text={t('link.invalid')} />}
    </StepPage>
  );
}
