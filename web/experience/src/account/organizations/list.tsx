// The organizations of the person: to join, to look at, to leave.
import {useState} from 'react';

import {ApiError} from '../../api.ts';
import {FailureNotice} from '../../components/failure.tsx';
import {Notice} from '../../components/layout.tsx';
import {ConfirmDialog, type Question} from '../components/confirm_dialog.tsx';
import {Loaded} from '../components/loaded.tsx';
import {Action, Nothing, Row, Rows, Section} from '../components/rows.tsx';
import {say} from '../components/toast.tsx';
import {memberPermissions} from '../context.ts';
import {at} from '../phrases.ts';
import {takeInvitation} from '../return.ts';
import {navigate} from '../route.ts';
import {Shell} from '../shell.tsx';
import {useTask} from '../use_task.ts';
import {answerInvitation, leaveOrganization, type Organization, type OwnInvitation} from './api.ts';
import {type Memberships, reloadMemberships} from './store.ts';
import {useFreshMemberships} from './use_fresh_memberships.ts';
import {offerText, OrganizationLogo, rolesText} from './words.tsx';

/** Answered elsewhere, revoked or expired since the list was loaded. */
const answer: typeof answerInvitation = (id, status) =>
  answerInvitation(id, status).catch((error: unknown) => {
    const isOver = error instanceof ApiError && [404, 422].includes(error.status);
    throw isOver ? new ApiError('organization.invitation_ended', '', undefined, error.status) : error;
  });

interface InvitationProps {
  invitation: OwnInvitation;
  isOpened: boolean;
  onAsk: (asked: Question) => void;
}

function InvitationRow({invitation, isOpened, onAsk}: InvitationProps) {
  const {id, organization, inviter} = invitation;
  const {name} = organization;
  const join = useTask({
    fields: [],
    act: async () => {
      await answer(id, 'Accepted');
      await reloadMemberships();
      say(at('organizations.joined', {name}));
      return 'staying';
    },
  });
  const decline = () =>
    onAsk({
      title: at('organizations.declineTitle'),
      text: at('organizations.declineText', {name}),
      button: at('organizations.decline'),
      done: at('organizations.declined'),
      act: () => answer(id, 'Revoked'),
    });
  return (
    <Row
      isMarked={isOpened}
      icon={<OrganizationLogo {...organization} />}
      label={
        <>
          <bdi>{name}</bdi> {isOpened && <span className="ac-badge">{at('organizations.fromLink')}</span>}
        </>
      }
      actions={
        <>
          <Action about={name} kind="danger" onClick={decline}>
            {at('organizations.decline')}
          </Action>
          <Action about={name} kind="main" busy={join.busy} onClick={() => void join.submit()}>
            {at('organizations.join')}
          </Action>
        </>
      }
    >
      <FailureNotice failure={join.failure} attempt={join.attempt} />
      <p className="ac-none">
        {inviter ? at('organizations.invitedBy', {name: inviter.name}) : at('organizations.invited')}
      </p>
      <p className="ac-none">{offerText(invitation)}</p>
    </Row>
  );
}

function Invitations({invitations, opened, onAsk}: {invitations: OwnInvitation[]; opened: string | undefined; onAsk: (asked: Question) => void}) {
  return (
    <Section title={at('organizations.invitations')} text={at('organizations.invitationsText')}>
      <Rows>
        {invitations.map((invitation) => (
          <InvitationRow key={invitation.id} invitation={invitation} isOpened={invitation.id === opened} onAsk={onAsk} />
        ))}
      </Rows>
    </Section>
  );
}

const canOpen = ({permissions}: Organization) => {
  const {read, invite} = memberPermissions();
  return permissions.includes(read) || permissions.includes(invite);
};

function OrganizationRow({organization, onAsk}: {organization: Organization; onAsk: (asked: Question) => void}) {
  const {id, name, description, roles} = organization;
  const leave = () =>
    onAsk({
      title: at('organizations.leaveTitle', {name}),
      text: at('organizations.leaveText'),
      button: at('organizations.leave'),
      done: at('organizations.left', {name}),
      act: () => leaveOrganization(id),
    });
  return (
    <Row
      icon={<OrganizationLogo {...organization} />}
      label={<bdi>{name}</bdi>}
      actions={
        <>
          <Action about={name} kind="danger" onClick={leave}>
            {at('organizations.leave')}
          </Action>
          {canOpen(organization) && (
            <Action about={name} onClick={() => navigate(`/organizations/${encodeURIComponent(id)}`)}>
              {at('organizations.open')}
            </Action>
          )}
        </>
      }
    >
      {description && <p>{description}</p>}
      <p className="ac-none">{rolesText(roles)}</p>
    </Row>
  );
}

function Content({organizations, invitations}: Memberships) {
  const [opened] = useState(takeInvitation);
  const [asked, setAsked] = useState<Question>();
  // Of the first look: what is answered here is gone for that reason.
  const [isLost] = useState(() => opened !== undefined && !invitations.some(({id}) => id === opened));
  return (
    <>
      {isLost && <Notice text={at('organizations.invitationLost')} />}
      {invitations.length > 0 && <Invitations invitations={invitations} opened={opened} onAsk={setAsked} />}
      <Section title={at('organizations.yours')}>
        {organizations.length === 0 ? (
          <Nothing>{at('organizations.none')}</Nothing>
        ) : (
          <Rows>
            {organizations.map((organization) => (
              <OrganizationRow key={organization.id} organization={organization} onAsk={setAsked} />
            ))}
          </Rows>
        )}
      </Section>
      {asked && <ConfirmDialog {...asked} reload={reloadMemberships} onClose={() => setAsked(undefined)} />}
    </>
  );
}

export function Organizations() {
  const loading = useFreshMemberships();
  return (
    <Shell headline={at('nav.organizations')} text={at('organizations.text')}>
      <Loaded loading={loading}>
        {(memberships) => <Content {...memberships} />}
      </Loaded>
    </Shell>
  );
}
