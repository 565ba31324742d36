-- The link of the mail that invites: one for each invitation, a new one replaces it.
alter table organization_invitations add column token_hash bytea; -- an HMAC by a key of the vault
alter table organization_invitations add column redirect_url text; -- where the invitee goes once joined
