// One organization, for members who look after it.
import {useState} from 'react';

import {ConfirmDialog, type Question} from '../components/confirm_dialog.tsx';
import {Loaded} from '../components/loaded.tsx';
import {memberPermissions} from '../context.ts';
import {Missing} from '../pages/messages.tsx';
import {at} from '../phrases.ts';
import {navigate} from '../route.ts';
import {Shell} from '../shell.tsx';
import type {Organization as OrganizationView} from './api.ts';
import {SentInvitations} from './invitations.tsx';
import {Members} from './members.tsx';
import {useFreshMemberships} from './use_fresh_memberships.ts';

function Content({organization}: {organization: OrganizationView}) {
  const {id, permissions} = organization;
  const {read, invite, remove} = memberPermissions();
  const [removal, setRemoval] = useState<Question>();
  return (
    <>
      {permissions.includes(read) && (
        <Members organization={id} canRemove={permissions.includes(remove)} onRemove={setRemoval} />
      )}
      {permissions.includes(invite) && <SentInvitations organization={organization} onRevoke={setRemoval} />}
      <p className="ac-back">
        <button type="button" className="link" onClick={() => navigate('/organizations')}>
          {at('organizations.back')}
        </button>
      </p>
      {removal && <ConfirmDialog {...removal} onClose={() => setRemoval(undefined)} />}
    </>
  );
}

function Page({organization}: {organization: OrganizationView | undefined}) {
  const {read, invite} = memberPermissions();
  if (!organization || ![read, invite].some((name) => organization.permissions.includes(name))) return <Missing />;
  return (
    <Shell headline={organization.name} {...(organization.description && {text: organization.description})}>
      <Content organization={organization} />
    </Shell>
  );
}

export function Organization({id}: {id: string}) {
  const loading = useFreshMemberships();
  return (
    <Loaded loading={loading}>
      {({organizations}) => <Page organization={organizations.find((one) => one.id === id)} />}
    </Loaded>
  );
}
