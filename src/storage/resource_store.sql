-- scopes (part)
from scopes
where tenant_id = $1 and resource_id = $2

-- scope_columns (part)
-- A scope with its resource, in every statement that reads one.
s.id, s.name, s.description, s.created_at, r.id as resource_id, r.name as resource_name,
    r.indicator, r.is_default, r.access_token_ttl

-- find_by_indicator (cached)
-- One row a scope; a resource without scopes has one row with nulls.
select $include(scope_columns)
from resources r
left join scopes s on s.tenant_id = r.tenant_id and s.resource_id = r.id
where r.tenant_id = $1 and r.indicator = $2
order by s.name;

-- find_default (cached)
select $include(scope_columns)
from resources r
left join scopes s on s.tenant_id = r.tenant_id and s.resource_id = r.id
where r.tenant_id = $1 and r.is_default
order by r.id, s.name;

-- find
select $include(scope_columns)
from resources r
left join scopes s on s.tenant_id = r.tenant_id and s.resource_id = r.id
where r.tenant_id = $1 and r.id = $2
order by s.name;

-- list_page
select $include(scope_columns)
from resources r
left join scopes s on s.tenant_id = r.tenant_id and s.resource_id = r.id
where r.tenant_id = $1
  and r.id in (
    select id
    from resources
    where tenant_id = $1
    order by name, id limit $2 offset $3
  )
order by r.name, r.id, s.name;

-- list
select $include(scope_columns)
from resources r
left join scopes s on s.tenant_id = r.tenant_id and s.resource_id = r.id
where r.tenant_id = $1
order by r.indicator, s.name;

-- count
select count(*) as total
from resources
where tenant_id = $1;

-- find_scope
select id, name, description, created_at
from scopes
where tenant_id = $1 and resource_id = $2 and id = $3;

-- update
update resources
set name = coalesce($3, name), access_token_ttl = coalesce($4, access_token_ttl)
where tenant_id = $1 and id = $2;

-- remove
delete from resources
where tenant_id = $1 and id = $2;

-- drop_default
update resources
set is_default = false
where tenant_id = $1 and is_default and id <> $2;

-- set_default
update resources
set is_default = $3
where tenant_id = $1 and id = $2;

-- update_scope
update scopes
set name = coalesce($4, name), description = case when $5 then $6 else description end
where tenant_id = $1 and resource_id = $2 and id = $3;

-- remove_scope
delete from scopes
where tenant_id = $1 and resource_id = $2 and id = $3;

-- insert
insert into resources (tenant_id, id, name, indicator, is_default, access_token_ttl)
values ($1, $2, $3, $4, $5, $6);

-- insert_scope
insert into scopes (tenant_id, id, resource_id, name, description, created_at)
values ($1, $2, $3, $4, $5, $6);
