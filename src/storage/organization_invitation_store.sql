-- invited_roles (part)
select y.organization_role_id
from organization_invitation_roles y
where y.tenant_id = i.tenant_id and y.organization_invitation_id = i.id

-- is_backed (part)
-- What a member has sent counts as long as that member may send it.
(i.inviter_permission is null
  or ($include(organization_member_store.may_give, tenant=i.tenant_id,
    organization=i.organization_id, user=i.inviter_id, permission=i.inviter_permission,
    needed=organization_invitation_store.invited_roles)))

-- columns (part)
i.id, i.inviter_id, i.invitee, i.accepted_user_id, i.organization_id, i.status, i.created_at,
    i.updated_at, i.expires_at, i.redirect_url, i.inviter_permission, $include(is_backed) as is_backed,
    r.id as role_id, r.name as role_name

-- with_roles (part)
-- One row a role; an invitation without roles has one row with nulls.
from organization_invitations i
left join organization_invitation_roles x on x.tenant_id = i.tenant_id
  and x.organization_invitation_id = i.id
left join organization_roles r on r.tenant_id = x.tenant_id and r.id = x.organization_role_id
where i.tenant_id = $1

-- names (part)
u.name as inviter_name, o.name as organization_name, o.branding as organization_branding

-- pending (part)
-- As above, of those that wait for an answer at $2.
from organization_invitations i
join organizations o on o.tenant_id = i.tenant_id and o.id = i.organization_id
left join users u on u.tenant_id = i.tenant_id and u.id = i.inviter_id
left join organization_invitation_roles x on x.tenant_id = i.tenant_id
  and x.organization_invitation_id = i.id
left join organization_roles r on r.tenant_id = x.tenant_id and r.id = x.organization_role_id
where i.tenant_id = $1 and i.status = 'Pending' and i.expires_at > $2

-- count_pending
select count(*) as total
from organization_invitations
where tenant_id = $1 and organization_id = $2 and status = 'Pending' and expires_at > $3;

-- expire
update organization_invitations
set status = 'Expired', updated_at = $4
where tenant_id = $1
  and organization_id = $2
  and invitee = $3
  and status = 'Pending'
  and expires_at <= $4;

-- insert
insert into organization_invitations (tenant_id, id, inviter_id, invitee, accepted_user_id,
    organization_id, status, created_at, updated_at, expires_at, redirect_url, inviter_permission)
values ($1, $2, $3, $4, null, $5, 'Pending', $6, $6, $7, $8, $9);

-- insert_roles
insert into organization_invitation_roles (tenant_id, organization_invitation_id,
    organization_role_id)
select $1, $2, r.id
from organization_roles r
where r.tenant_id = $1 and r.type = 'User' and r.id in (select x.value from $list(3, x));

-- may_accept (part)
i.status = 'Pending'
  and i.expires_at > $4
  and i.invitee = (
    select u.primary_email
    from users u
    where u.tenant_id = $1 and u.id = $3
  )
  and $include(is_backed)

-- accept
-- All conditions in the one statement that ends it: of several who try at once, one succeeds.
update organization_invitations as i
set status = 'Accepted', accepted_user_id = $3, updated_at = $4
where i.tenant_id = $1 and i.id = $2 and $include(may_accept);

-- accept_by_link
-- The link too must be the newest one still.
update organization_invitations as i
set status = 'Accepted', accepted_user_id = $3, updated_at = $4
where i.tenant_id = $1 and i.id = $2 and i.token_hash = $5 and $include(may_accept);

-- put_link
update organization_invitations
set token_hash = $3
where tenant_id = $1 and id = $2 and status = 'Pending' and expires_at > $4;

-- remove_link
update organization_invitations
set token_hash = null
where tenant_id = $1 and id = $2 and status = 'Pending' and expires_at > $3;

-- revoke
update organization_invitations
set status = 'Revoked', updated_at = $3
where tenant_id = $1 and id = $2 and status = 'Pending' and expires_at > $3;

-- revoke_of_inviter
update organization_invitations
set status = 'Revoked', updated_at = $3
where tenant_id = $1 and inviter_id = $2 and status = 'Pending' and expires_at > $3;

-- remove
delete from organization_invitations
where tenant_id = $1 and id = $2;
