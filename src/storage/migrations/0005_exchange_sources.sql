-- What a token exchange came from, and what its tokens end with: the grant of the subject token, or
-- a personal access token. With rights of its own it is bounded by the user's roles alone.
alter table grants add column parent_id text;
alter table grants add column personal_token_hash bytea; -- SHA-256 of the token
alter table grants add column has_own_rights boolean not null default false;
