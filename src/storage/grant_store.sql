-- find
select g.id as grant_id, g.client_id, g.user_id, g.session_id, g.is_offline, g.scopes,
    g.resource_scopes, g.nonce, g.sid, g.authenticated_at, g.wants_auth_time, g.amr, g.origin,
    g.act, g.parent_id, g.personal_token_hash,
    g.code_hash, g.redirect_uri, g.code_challenge, g.redirect_uri_given, g.code_expires_at,
    g.redeemed_at,
    g.refresh_generation, g.refresh_hash, g.refresh_previous_hash, g.refresh_issued_at,
    g.refresh_started_at, g.refresh_expires_at,
    g.revoked_at, g.created_at as grant_created_at, g.expires_at as grant_expires_at,
    s.expires_at as session_expires_at,
    exists (
      select 1
      from account_deletions d
      where d.tenant_id = g.tenant_id and d.user_id = g.user_id
    ) as is_user_leaving, $include(user_store.columns)
from grants g
left join users u on u.tenant_id = g.tenant_id and u.id = g.user_id
left join sessions s on s.tenant_id = g.tenant_id and s.id = g.session_id
where g.tenant_id = $1 and g.id = $2;

-- ancestry
-- A grant and those that it descends from: how many there are, how many have been revoked, how many
-- name another one, and whether the personal access token is there. Only exchanges pay for it.
with recursive line (id, parent_id, revoked_at) as (
  select id, parent_id, revoked_at
  from grants
  where tenant_id = $1 and id = $2
  union all
  select p.id, p.parent_id, p.revoked_at
  from grants p
  join line c on p.id = c.parent_id
  where p.tenant_id = $1
)
select count(*) as grants, count(revoked_at) as revoked, count(parent_id) as descended,
    (
      select count(*)
      from personal_access_tokens
      where tenant_id = $1 and value_hash = $3
    ) as tokens
from line;

-- insert
insert into grants (tenant_id, id, client_id, user_id, session_id, is_offline, scopes,
    resource_scopes, nonce, sid, authenticated_at, wants_auth_time, redirect_uri,
    redirect_uri_given, code_challenge, code_hash, code_expires_at, created_at, expires_at, origin,
    act, parent_id, personal_token_hash, amr)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,
    $21, $22, $23, $24);

-- redeem
update grants
set redeemed_at = $3, refresh_generation = $4, refresh_hash = $5, refresh_issued_at = $6,
    refresh_started_at = $7, refresh_expires_at = $8, expires_at = $9
where tenant_id = $1 and id = $2 and redeemed_at is null and revoked_at is null;

-- rotate
update grants
set refresh_generation = $4, refresh_previous_hash = refresh_hash, refresh_hash = $5,
    refresh_issued_at = $6, refresh_expires_at = $7,
    expires_at = case when expires_at < $8 then $8 else expires_at end
where tenant_id = $1 and id = $2 and refresh_generation = $3 and revoked_at is null;

-- extend
update grants
set expires_at = $3
where tenant_id = $1 and id = $2 and expires_at < $3;

-- revoke
update grants
set revoked_at = $3
where tenant_id = $1 and id = $2 and revoked_at is null;

-- revoke_session_bound
update grants
set revoked_at = $3
where tenant_id = $1
  and session_id = $2
  and (not is_offline or client_id = $4)
  and revoked_at is null;

-- revoke_of_session
update grants
set revoked_at = $3
where tenant_id = $1 and session_id = $2 and revoked_at is null;

-- revoke_first_party_of_session
update grants
set revoked_at = $3
where tenant_id = $1
  and session_id = $2
  and revoked_at is null
  and client_id in (
    select id
    from applications
    where tenant_id = $1 and not is_third_party
  );

-- revoke_other_clients_of_session
update grants
set revoked_at = $4
where tenant_id = $1 and session_id = $2 and client_id <> $3 and revoked_at is null;

-- list_alive
-- Alive as domain/grant.h says; the user is known to be there. The account center's is as little
-- shown as its application.
select g.id, g.client_id, a.name, a.is_third_party, g.session_id, g.scopes, g.resource_scopes,
    g.created_at, g.expires_at
from grants g
join applications a on a.tenant_id = g.tenant_id and a.id = g.client_id
left join sessions s on s.tenant_id = g.tenant_id and s.id = g.session_id
where g.tenant_id = $1
  and g.user_id = $2
  and a.id <> 'account-center'
  and g.origin <> 'exchange'
  and g.revoked_at is null
  and g.expires_at > $3
  and (g.is_offline or s.expires_at > $3)
order by g.created_at desc, g.id;

-- revoke_user
update grants
set revoked_at = $4
where tenant_id = $1
  and user_id = $2
  and revoked_at is null
  and (session_id is null or session_id <> $3);

-- revoke_oldest
update grants
set revoked_at = $5
where tenant_id = $1
  and revoked_at is null
  and id in (
    select id
    from grants
    where tenant_id = $1
      and user_id = $2
      and client_id = $3
      and origin <> 'exchange'
      and revoked_at is null
      and expires_at > $5
    order by created_at desc, id limit 1000 offset $4
  );

-- remove_expired
-- A bounded step, so that the writer is never busy for long.
delete from grants
where tenant_id = $1
  and id in (
    select id
    from grants
    where tenant_id = $1 and expires_at < $2
    limit 1000
  );
