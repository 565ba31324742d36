-- is_barred (part)
-- A user who waits for the deletion of the account uses no session either.
(u.is_suspended or exists (
    select 1
    from account_deletions d
    where d.tenant_id = u.tenant_id and d.user_id = u.id
  )) as is_suspended

-- columns (part)
s.id, s.secret_hash, s.user_id, $include(is_barred), s.signed_in_at, s.amr, s.created_at,
    s.renewed_at, s.expires_at, s.cookie_name, s.sign_in_ip, s.sign_in_user_agent

-- find
select $include(columns)
from sessions s
join users u on u.tenant_id = s.tenant_id and u.id = s.user_id
where s.tenant_id = $1 and s.id = $2;

-- list_of_user
select $include(columns)
from sessions s
join users u on u.tenant_id = s.tenant_id and u.id = s.user_id
where s.tenant_id = $1 and s.user_id = $2 and s.expires_at > $3
order by s.created_at desc, s.id;

-- list_clients_of_user
select c.session_id, c.client_id, c.sid, c.scopes, c.resource_scopes
from sessions s
join session_clients c on c.tenant_id = s.tenant_id and c.session_id = s.id
where s.tenant_id = $1 and s.user_id = $2
order by c.session_id, c.client_id;

-- remove_client
delete from session_clients
where tenant_id = $1 and session_id = $2 and client_id = $3;

-- list_clients
select session_id, client_id, sid, scopes, resource_scopes
from session_clients
where tenant_id = $1 and session_id = $2
order by client_id;

-- insert
insert into sessions (tenant_id, id, secret_hash, user_id, signed_in_at, amr, created_at,
    renewed_at, expires_at, cookie_name, sign_in_ip, sign_in_user_agent)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12);

-- renew
update sessions
set renewed_at = $3, expires_at = $4
where tenant_id = $1 and id = $2;

-- remove
delete from sessions
where tenant_id = $1 and id = $2;

-- remove_others_of_user
delete from sessions
where tenant_id = $1 and user_id = $2 and id <> $3;

-- update
update sessions
set secret_hash = $3, signed_in_at = $4, amr = $5, renewed_at = $6, expires_at = $7,
    cookie_name = $8, sign_in_ip = $9, sign_in_user_agent = $10
where tenant_id = $1 and id = $2;

-- rename_cookie
update sessions
set cookie_name = $3
where tenant_id = $1 and id = $2;

-- upsert_client
insert into session_clients (tenant_id, session_id, client_id, sid, scopes, resource_scopes)
values ($1, $2, $3, $4, $5, $6)
on conflict (tenant_id, session_id, client_id) do update set scopes = excluded.scopes,
    resource_scopes = excluded.resource_scopes;

-- remove_expired
-- A bounded step, so that the writer is never busy for long.
delete from sessions
where tenant_id = $1
  and id in (
    select id
    from sessions
    where tenant_id = $1 and expires_at < $2
    limit 1000
  );
