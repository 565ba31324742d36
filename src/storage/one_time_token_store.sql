-- columns (part)
id, email, value, context, status, created_at, expires_at

-- all (part)
from one_time_tokens
where tenant_id = $1

-- find
select $include(columns)
from one_time_tokens
where tenant_id = $1 and id = $2;

-- find_by_value
select $include(columns)
from one_time_tokens
where tenant_id = $1 and value_hash = $2;

-- insert
insert into one_time_tokens (tenant_id, id, email, value, value_hash, context, status, created_at,
    expires_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- consume
update one_time_tokens
set status = 'consumed'
where tenant_id = $1 and id = $2 and status = 'active' and expires_at > $3;

-- update_status
update one_time_tokens
set status = $4
where tenant_id = $1 and id = $2 and status = $3;

-- join
insert into organization_users (tenant_id, organization_id, user_id)
select tenant_id, id, $3
from organizations
where tenant_id = $1 and id = $2
on conflict do nothing;

-- join_roles
insert into organization_role_users (tenant_id, organization_id, organization_role_id, user_id)
select j.tenant_id, j.organization_id, r.id, $3
from organization_jit_roles j
join organization_roles r on r.tenant_id = j.tenant_id
  and r.id = j.organization_role_id
  and r.type = 'User'
where j.tenant_id = $1 and j.organization_id = $2
on conflict do nothing;

-- give_role
insert into users_roles (tenant_id, user_id, role_id)
select tenant_id, $3, id
from roles
where tenant_id = $1 and id = $2 and type = 'User'
on conflict do nothing;

-- remove
delete from one_time_tokens
where tenant_id = $1 and id = $2;
