-- find
select sso_connector_id, subject, sid, logout_url
from session_origins
where tenant_id = $1 and session_id = $2;

-- list_of_session
select o.session_id, s.user_id
from session_origins o
join sessions s on s.tenant_id = o.tenant_id and s.id = o.session_id
where o.tenant_id = $1 and o.sso_connector_id = $2 and o.sid = $3 and s.signed_in_at <= $4
order by o.session_id
limit 1000;

-- list_of_subject
select o.session_id, s.user_id
from session_origins o
join sessions s on s.tenant_id = o.tenant_id and s.id = o.session_id
where o.tenant_id = $1 and o.sso_connector_id = $2 and o.subject = $3 and s.signed_in_at <= $4
order by o.session_id
limit 1000;

-- upsert
insert into session_origins (tenant_id, session_id, sso_connector_id, subject, sid, logout_url)
values ($1, $2, $3, $4, $5, $6)
on conflict (tenant_id, session_id) do update
set sso_connector_id = excluded.sso_connector_id, subject = excluded.subject, sid = excluded.sid,
    logout_url = excluded.logout_url;

-- remove
delete from session_origins
where tenant_id = $1 and session_id = $2;
