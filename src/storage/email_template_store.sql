-- list
select id, language_tag, template_type, details, created_at
from email_templates
where tenant_id = $1
  and (cast($2 as text) is null or language_tag = $2)
  and (cast($3 as text) is null or template_type = $3)
order by language_tag, template_type;

-- list_candidates
select id, language_tag, template_type, details, created_at
from email_templates
where tenant_id = $1 and template_type in ($2, 'Generic') and language_tag in ($3, $4);

-- find
select id, language_tag, template_type, details, created_at
from email_templates
where tenant_id = $1 and id = $2;

-- upsert
insert into email_templates (tenant_id, id, language_tag, template_type, details, created_at)
values ($1, $2, $3, $4, $5, $6)
on conflict (tenant_id, language_tag, template_type) do update set details = excluded.details;

-- update_details
update email_templates
set details = $3
where tenant_id = $1 and id = $2 and details = $4;

-- remove
delete from email_templates
where tenant_id = $1 and id = $2;
