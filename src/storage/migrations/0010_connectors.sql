-- What sends e-mail and text messages, or signs people in with another service.
create table connectors (
  tenant_id text not null references tenants (id) on delete cascade,
  id text not null,
  connector_id text not null, -- the factory's
  type text not null, -- Email, Sms, Social
  config bytea not null, -- sealed JSON object
  metadata text not null, -- JSON object: what differs from the factory's
  sync_profile boolean not null,
  enable_token_storage boolean not null,
  created_at bigint not null,
  primary key (tenant_id, id)
);
create unique index connectors_one_sender on connectors (tenant_id, type) where type in ('Email', 'Sms');

-- Texts of e-mail in the languages of the readers.
create table email_templates (
  tenant_id text not null references tenants (id) on delete cascade,
  id text not null,
  language_tag text not null,
  template_type text not null,
  details text not null, -- JSON object: subject, content, contentType, replyTo, sendFrom
  created_at bigint not null,
  primary key (tenant_id, id)
);
create unique index email_templates_language_type
  on email_templates (tenant_id, language_tag, template_type);

-- What became of each message. What it says is never kept.
create table messages (
  tenant_id text not null references tenants (id) on delete cascade,
  id text not null, -- the one in the outbox
  type text not null, -- Email, Sms
  usage_type text not null,
  recipient text not null,
  factory_id text not null,
  status text not null, -- waiting, sent, failed, uncertain
  error text,
  created_at bigint not null,
  ended_at bigint,
  primary key (tenant_id, id)
);
create index messages_age on messages (tenant_id, created_at);

-- The development mailbox: messages that nobody sends.
create table development_messages (
  tenant_id text not null references tenants (id) on delete cascade,
  id text not null,
  content bytea not null, -- sealed JSON object
  created_at bigint not null,
  primary key (tenant_id, id)
);
create index development_messages_age on development_messages (tenant_id, created_at);
