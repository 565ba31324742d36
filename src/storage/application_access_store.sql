-- list
select user_id, role_id, organization_id, organization_role_id
from application_access_rules
where tenant_id = $1 and application_id = $2
order by user_id, role_id, organization_id, organization_role_id;

-- facts
select exists (
  select 1
  from application_access_rules a
  where a.tenant_id = $1 and a.application_id = $2 and a.user_id = $3
) as is_named,
    exists (
      select 1
      from users_roles u
      join application_access_rules a on a.tenant_id = u.tenant_id and a.role_id = u.role_id
      where u.tenant_id = $1 and u.user_id = $3 and a.application_id = $2
    ) as holds_named_role,
    exists (
      select 1
      from organization_users u
      join application_access_rules a on a.tenant_id = u.tenant_id
        and a.organization_id = u.organization_id
      where u.tenant_id = $1
        and u.user_id = $3
        and a.application_id = $2
        and a.organization_role_id is null
    ) as is_member,
    exists (
      select 1
      from organization_role_users u
      join application_access_rules a on a.tenant_id = u.tenant_id
        and a.organization_id = u.organization_id
        and a.organization_role_id = u.organization_role_id
      where u.tenant_id = $1 and u.user_id = $3 and a.application_id = $2
    ) as holds_organization_role;

-- remove
delete from application_access_rules
where tenant_id = $1 and application_id = $2;

-- for_users (part)
-- A rule that names a role of machines is left out, and so the number of rows tells.
where (
    r.role_id is null
    or exists (
      select 1
      from roles o
      where o.tenant_id = $1 and o.id = r.role_id and o.type = 'User'
    )
  )
  and (
    r.organization_role_id is null
    or exists (
      select 1
      from organization_roles o
      where o.tenant_id = $1 and o.id = r.organization_role_id and o.type = 'User'
    )
  )

-- into_rules (part)
insert into application_access_rules (tenant_id, application_id, id, user_id, role_id,
    organization_id, organization_role_id)
select $1, $2, r.id, r.user_id, r.role_id, r.organization_id, r.organization_role_id

-- insert
$include(into_rules)
from (
  select value ->> '$.id' as id, value ->> '$.user_id' as user_id, value ->> '$.role_id' as role_id,
      value ->> '$.organization_id' as organization_id,
      value ->> '$.organization_role_id' as organization_role_id
  from json_each($3)
) r
$include(for_users);

-- insert (postgres)
-- Each engine takes the members of JSON objects in its way.
$include(into_rules)
from json_to_recordset($3::json) as r(id text, user_id text, role_id text, organization_id text,
    organization_role_id text)
$include(for_users);
