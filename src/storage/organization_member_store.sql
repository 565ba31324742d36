-- user_everyone
select user_id as member_id
from organization_users
where tenant_id = $1 and organization_id = $2
order by user_id;

-- user_is_member
select count(*) as total
from organization_users
where tenant_id = $1 and organization_id = $2 and user_id = $3;

-- user_roles
select r.id, r.name, r.description, r.type
from organization_role_users m
join organization_roles r on r.tenant_id = m.tenant_id and r.id = m.organization_role_id
where m.tenant_id = $1 and m.organization_id = $2 and m.user_id = $3
order by r.name limit $4 offset $5;

-- user_count_roles
select count(*) as total
from organization_role_users m
join organization_roles r on r.tenant_id = m.tenant_id and r.id = m.organization_role_id
where m.tenant_id = $1 and m.organization_id = $2 and m.user_id = $3;

-- user_held_roles
select m.user_id as member_id, r.id, r.name
from organization_role_users m
join organization_roles r on r.tenant_id = m.tenant_id and r.id = m.organization_role_id
where m.tenant_id = $1
  and m.organization_id = $2
  and m.user_id in (select x.value from $list(3, x))
order by r.name;

-- user_known
select count(*) as total
from users
where tenant_id = $1 and id in (select x.value from $list(2, x));

-- user_add
-- An update that changes nothing makes a row that is there already count.
insert into organization_users (tenant_id, organization_id, user_id)
select $1, $2, m.id
from users m
where m.tenant_id = $1 and m.id in (select x.value from $list(3, x))
order by m.id
on conflict (tenant_id, organization_id, user_id) do update
  set organization_id = excluded.organization_id;

-- user_remove_others
delete from organization_users
where tenant_id = $1
  and organization_id = $2
  and user_id not in (select m.value from $list(3, m));

-- user_remove
delete from organization_users
where tenant_id = $1 and organization_id = $2 and user_id = $3;

-- user_add_roles
insert into organization_role_users (tenant_id, organization_id, organization_role_id, user_id)
select $1, $2, r.id, m.value
from organization_roles r
cross join $list(3, m)
where r.tenant_id = $1 and r.type = 'User' and r.id in (select x.value from $list(4, x))
order by r.id, m.value
on conflict (tenant_id, organization_id, organization_role_id, user_id) do update
  set organization_id = excluded.organization_id;

-- user_remove_other_roles
delete from organization_role_users
where tenant_id = $1
  and organization_id = $2
  and user_id = $3
  and organization_role_id not in (select x.value from $list(4, x));

-- user_remove_role
delete from organization_role_users
where tenant_id = $1 and organization_id = $2 and user_id = $3 and organization_role_id = $4;

-- application_everyone
select application_id as member_id
from organization_applications
where tenant_id = $1 and organization_id = $2
order by application_id;

-- application_is_member
select count(*) as total
from organization_applications
where tenant_id = $1 and organization_id = $2 and application_id = $3;

-- application_roles
select r.id, r.name, r.description, r.type
from organization_role_applications m
join organization_roles r on r.tenant_id = m.tenant_id and r.id = m.organization_role_id
where m.tenant_id = $1 and m.organization_id = $2 and m.application_id = $3
order by r.name limit $4 offset $5;

-- application_count_roles
select count(*) as total
from organization_role_applications m
join organization_roles r on r.tenant_id = m.tenant_id and r.id = m.organization_role_id
where m.tenant_id = $1 and m.organization_id = $2 and m.application_id = $3;

-- application_held_roles
select m.application_id as member_id, r.id, r.name
from organization_role_applications m
join organization_roles r on r.tenant_id = m.tenant_id and r.id = m.organization_role_id
where m.tenant_id = $1
  and m.organization_id = $2
  and m.application_id in (select x.value from $list(3, x))
order by r.name;

-- application_known
select count(*) as total
from applications
where tenant_id = $1 and id in (select x.value from $list(2, x));

-- application_add
-- An update that changes nothing makes a row that is there already count.
insert into organization_applications (tenant_id, organization_id, application_id)
select $1, $2, m.id
from applications m
where m.tenant_id = $1
  and m.type = 'MachineToMachine'
  and m.id in (select x.value from $list(3, x))
order by m.id
on conflict (tenant_id, organization_id, application_id) do update
  set organization_id = excluded.organization_id;

-- application_remove_others
delete from organization_applications
where tenant_id = $1
  and organization_id = $2
  and application_id not in (select m.value from $list(3, m));

-- application_remove
delete from organization_applications
where tenant_id = $1 and organization_id = $2 and application_id = $3;

-- application_add_roles
insert into organization_role_applications (tenant_id, organization_id, organization_role_id,
    application_id)
select $1, $2, r.id, m.value
from organization_roles r
cross join $list(3, m)
where r.tenant_id = $1
  and r.type = 'MachineToMachine'
  and r.id in (select x.value from $list(4, x))
order by r.id, m.value
on conflict (tenant_id, organization_id, organization_role_id, application_id) do update
  set organization_id = excluded.organization_id;

-- application_remove_other_roles
delete from organization_role_applications
where tenant_id = $1
  and organization_id = $2
  and application_id = $3
  and organization_role_id not in (select x.value from $list(4, x));

-- application_remove_role
delete from organization_role_applications
where tenant_id = $1
  and organization_id = $2
  and application_id = $3
  and organization_role_id = $4;
