-- Where a person signed in, for the list of sessions. Empty: not known.
alter table sessions add column sign_in_ip text not null default '';
alter table sessions add column sign_in_user_agent text not null default '';
