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
select cast($1 as text), cast($2 as text), cast($3 as text), cast($4 as text), cast($5 as text),
    cast($6 as bigint)
where (select count(*) from email_templates where tenant_id = $1) < $7
  or exists (
    select 1
    from email_templates
    where tenant_id = $1 and language_tag = $3 and template_type = $4
  )
on conflict (tenant_id, language_tag, template_type) do update set details = excluded.details;

-- update_details
update email_templates
set details = $3
where tenant_id = $1 and id = $2 and details = $4;

-- remove
delete from email_templates
where tenant_id = $1 and id = $2;
