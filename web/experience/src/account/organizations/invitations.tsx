// The invitations of an organization that have no answer yet.
import {useState} from 'react';

import {Mail} from '../../factors/icons.tsx';
import {Loaded, useLoading} from '../components/loaded.tsx';
import {Action, Nothing, Row, Rows, Section} from '../components/rows.tsx';
import {say} from '../components/toast.tsx';
import {at} from '../phrases.ts';
import {listInvitations, listRoles, type Organization, revokeInvitation, type SentInvitation} from './api.ts';
import type {Question} from '../components/confirm_dialog.tsx';
import {InviteDialog} from './invite_dialog.tsx';
import {offerText} from './words.tsx';

const InvitationRow = ({invitation, onRevoke}: {invitation: SentInvitation; onRevoke: () => void}) => (
  <Row
    icon={<Mail />}
    label={<span dir="ltr">{invitation.invitee}</span>}
    actions={
      <Action about={invitation.invitee} kind="danger" onClick={onRevoke}>
        {at('members.revoke')}
      </Action>
    }
  >
    {invitation.inviter && <p className="ac-none">{at('organizations.invitedBy', {name: invitation.inviter.name})}</p>}
    <p className="ac-none">{offerText(invitation)}</p>
  </Row>
);

export function SentInvitations({organization, onRevoke}: {organization: Organization; onRevoke: (removal: Question) => void}) {
  const {id, name} = organization;
  const [isInviting, setInviting] = useState(false);
  const loading = useLoading(async () => {
    const [invitations, roles] = await Promise.all([listInvitations(id), listRoles(id)]);
    return {invitations, roles};
  });
  const revoke = (invitation: SentInvitation) =>
    onRevoke({
      title: at('members.revokeTitle'),
      text: at('members.revokeText', {email: invitation.invitee}),
      button: at('members.revoke'),
      act: async () => {
        await revokeInvitation(id, invitation.id);
        await loading.reload();
        say(at('members.revoked'));
      },
    });
  return (
    <Section
      title={at('members.invitations')}
      text={at('members.invitationsText')}
      action={
        loading.value && (
          <button type="button" className="ac-action" onClick={() => setInviting(true)}>
            {at('members.invite')}
          </button>
        )
      }
    >
      <Loaded loading={loading}>
        {({invitations}) =>
          invitations.length === 0 ? (
            <Nothing>{at('members.noInvitations')}</Nothing>
          ) : (
            <Rows>
              {invitations.map((invitation) => (
                <InvitationRow key={invitation.id} invitation={invitation} onRevoke={() => revoke(invitation)} />
              ))}
            </Rows>
          )
        }
      </Loaded>
      {isInviting && loading.value && (
        <InviteDialog
          organization={id}
          name={name}
          roles={loading.value.roles}
          onSent={loading.reload}
          onClose={() => setInviting(false)}
        />
      )}
    </Section>
  );
}
