-- held (part)
-- The roles of an application.
from applications_roles a
join roles r on r.tenant_id = a.tenant_id and r.id = a.role_id
where a.tenant_id = $1 and a.application_id = $2

-- candidates
select r.id, r.type, a.role_id is not null as is_held
from roles r
left join applications_roles a on a.tenant_id = r.tenant_id
  and a.role_id = r.id
  and a.application_id = $2
where r.tenant_id = $1 and r.id in (select x.value from $list(3, x));

-- insert
insert into applications_roles (tenant_id, application_id, role_id)
select $1, $2, x.value
from $list(3, x)
where true
on conflict do nothing;

-- remove_others
delete from applications_roles
where tenant_id = $1
  and application_id = $2
  and role_id not in (select x.value from $list(3, x));

-- remove
delete from applications_roles
where tenant_id = $1 and application_id = $2 and role_id = $3;

-- administration (part)
-- The roles that hold everything of an API.
select rs.role_id
from roles_scopes rs
join scopes s on s.tenant_id = rs.tenant_id and s.id = rs.scope_id and s.name = 'all'
join resources r on r.tenant_id = s.tenant_id and r.id = s.resource_id
where rs.tenant_id = $1 and r.indicator = $3

-- assign_administration
insert into applications_roles (tenant_id, application_id, role_id)
select $1, $2, ro.id
from roles ro
where ro.tenant_id = $1
  and ro.type = 'MachineToMachine'
  and ro.id in ($include(administration))
order by (
    select count(*)
    from roles_scopes x
    where x.tenant_id = ro.tenant_id and x.role_id = ro.id
  ), ro.name limit 1
on conflict do nothing;

-- remove_administration
delete from applications_roles
where tenant_id = $1
  and application_id = $2
  and role_id in ($include(administration));
