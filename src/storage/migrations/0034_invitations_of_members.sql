-- Of an invitation that a member has sent: the permission with which the member invites, which is
-- asked for again when it is accepted. Null: an administrator or a machine has sent it.
alter table organization_invitations add column inviter_permission text;
