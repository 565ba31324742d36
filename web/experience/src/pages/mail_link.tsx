// Where links in mails lead. Nothing happens by opening one: mail scanners open links too.
import {openInvitation} from '../api.ts';
import {Form} from '../components/form.tsx';
import {Brand, Page} from '../components/layout.tsx';
import {Journey} from '../components/journey.tsx';
import {StepPage} from '../components/step_page.tsx';
import {context} from '../context.ts';
import {rich, t} from '../phrases.ts';
import {follow} from '../steps.ts';
import {useForm} from '../use_form.ts';
import {InvitationEnded} from './invited.tsx';

function PendingInvitation() {
  const {id = '', email, organization = '', inviter, roles = []} = context.invitation ?? {};
  const form = useForm({
    fields: [],
    act: async () => {
      const token = new URLSearchParams(location.search).get('token') ?? '';
      await follow(await openInvitation(id, token));
      return 'leaving';
    },
  });
  const text = rich(inviter ? 'invitation.textBy' : 'invitation.text', {
    email: <strong dir="ltr">{email}</strong>,
    organization: <bdi>{organization}</bdi>,
    inviter: <bdi>{inviter}</bdi>,
  });
  return (
    <StepPage headline={rich('invitation.headline', {organization: <bdi>{organization}</bdi>})} lead={text}>
      {roles.length > 0 && <p className="fine-print">{t('invitation.role', {roles: roles.join(', ')})}</p>}
      <Form form={form} button={t('invitation.button')} />
    </StepPage>
  );
}

const Accepted = () => (
  <Page>
    <Brand />
    <h1>{rich('invitation.accepted', {organization: <bdi>{context.invitation?.organization ?? ''}</bdi>})}</h1>
    <p className="lead">{t('invitation.acceptedText')}</p>
  </Page>
);

/** The page of an invitation's link. */
export function Invitation() {
  const status = context.invitation?.status;
  if (status === 'Accepted') return <Accepted />;
  return <Journey start={status === 'Pending' ? PendingInvitation : InvitationEnded} />;
}

/** A magic link that cannot be used. */
export const LinkProblem = () => (
  <Page>
    <Brand />
    <h1>{t('link.headline')}</h1>
    <p className="lead">{t(`link.${context.link?.problem ?? 'invalid'}`)}</p>
  </Page>
);

/** The end of a magic link that names no address to go on to. */
export const SignedIn = () => (
  <Page>
    <Brand />
    <h1>{t('signedIn.headline')}</h1>
    <p className="lead">{t('signedIn.text')}</p>
  </Page>
);
