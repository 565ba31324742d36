-- list
select id, domain, status, error_message, dns_records, created_at
from domains
where tenant_id = $1
order by created_at, id;

-- find
select id, domain, status, error_message, dns_records, created_at
from domains
where tenant_id = $1 and id = $2;

-- find_files
select verification_files
from domains
where tenant_id = $1 and id = $2;

-- insert
insert into domains (tenant_id, id, domain, status, error_message, dns_records, verification_files,
    created_at, updated_at)
values ($1, $2, $3, $4, $5, $6, '{}', $7, $7);

-- remove
delete from domains
where tenant_id = $1 and id = $2;

-- update_files
update domains
set verification_files = $3, updated_at = $4
where tenant_id = $1 and id = $2;
