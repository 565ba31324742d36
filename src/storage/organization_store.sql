-- columns (part)
-- An organization, in every statement that reads one.
o.id, o.name, o.description, o.custom_data, o.is_mfa_required, o.is_trusted_device_allowed, o.color,
    o.branding, o.custom_css, o.created_at

-- all (part)
from organizations o
where o.tenant_id = $1

-- find
select $include(columns)
from organizations o
where tenant_id = $1 and id = $2;

-- insert
insert into organizations (tenant_id, id, name, description, custom_data, is_mfa_required,
    is_trusted_device_allowed, color, branding, custom_css, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- update
update organizations
set name = coalesce($3, name), description = case when $4 then $5 else description end,
    custom_data = coalesce($6, custom_data), is_mfa_required = coalesce($7, is_mfa_required),
    is_trusted_device_allowed = coalesce($8, is_trusted_device_allowed),
    color = coalesce($9, color), branding = coalesce($10, branding),
    custom_css = case when $11 then $12 else custom_css end
where tenant_id = $1 and id = $2;

-- remove
delete from organizations
where tenant_id = $1 and id = $2;

-- count_users
select organization_id, count(*) as total
from organization_users
where tenant_id = $1 and organization_id in (select x.value from $list(2, x))
group by organization_id;

-- featured_users
-- The first three of each by the primary key, however many there are.
select m.organization_id, u.id, u.avatar, u.name
from $list(2, x)
join organization_users m on m.tenant_id = $1
  and m.organization_id = x.value
  and m.user_id in (
    select f.user_id
    from organization_users f
    where f.tenant_id = $1 and f.organization_id = x.value
    order by f.user_id limit 3
  )
join users u on u.tenant_id = m.tenant_id and u.id = m.user_id
order by m.organization_id, u.id;
