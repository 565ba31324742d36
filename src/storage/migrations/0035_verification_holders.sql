-- For whose tokens a record counts: an application in a session, or a grant. '' counts for none.
alter table account_verifications add column holder text not null default '';
