-- The account at a company's provider with which a session was begun. The connector may be gone: a sign-in that is about to
-- end must not fail for it.
create table session_origins (
  tenant_id text not null,
  session_id text not null,
  sso_connector_id text not null,
  subject text not null,
  sid text not null, -- of the provider's session; may be empty
  logout_url text not null, -- where the person is signed out there; empty: not at all
  primary key (tenant_id, session_id),
  foreign key (tenant_id, session_id) references sessions (tenant_id, id) on delete cascade
);
create index session_origins_account on session_origins (tenant_id, sso_connector_id, subject);
create index session_origins_sid on session_origins (tenant_id, sso_connector_id, sid);
