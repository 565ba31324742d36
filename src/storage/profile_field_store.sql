-- list (cached)
select id, name, type, label, description, required, config, created_at, sie_order
from custom_profile_fields
where tenant_id = $1
order by sie_order, created_at, name;

-- insert
insert into custom_profile_fields (tenant_id, id, name, type, label, description, required, config,
    created_at, sie_order)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9,
    (select coalesce(max(sie_order), 0) + 1 from custom_profile_fields where tenant_id = $1));

-- update
update custom_profile_fields
set type = $3, label = $4, description = $5, required = $6, config = $7
where tenant_id = $1 and name = $2;

-- update_order
update custom_profile_fields
set sie_order = $3
where tenant_id = $1 and name = $2;

-- remove
delete from custom_profile_fields
where tenant_id = $1 and name = $2;
