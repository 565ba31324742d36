-- find_center (cached)
select document
from account_centers
where tenant_id = $1;

-- phrases (cached)
select id, language_tag, translation
from custom_phrases
where tenant_id = $1
order by language_tag;

-- organization_look
select color, branding, custom_css
from organizations
where tenant_id = $1 and id = $2;

-- insert_experience
insert into sign_in_experiences (tenant_id, document)
values ($1, $2);

-- update_experience
update sign_in_experiences
set document = $2
where tenant_id = $1 and document = $3;

-- insert_center
insert into account_centers (tenant_id, document)
values ($1, $2);

-- update_center
update account_centers
set document = $2
where tenant_id = $1 and document = $3;

-- upsert_phrases
insert into custom_phrases (tenant_id, id, language_tag, translation)
values ($1, $2, $3, $4)
on conflict (tenant_id, language_tag) do update set translation = excluded.translation;

-- remove_phrases
delete from custom_phrases
where tenant_id = $1 and language_tag = $2;

-- ignore_username_case
update sign_in_experiences
set ignores_username_case = true
where tenant_id = $1;

-- distinguish_username_case
update sign_in_experiences
set ignores_username_case = false
where tenant_id = $1;

-- upsert_experience
insert into sign_in_experiences (tenant_id, document)
values ($1, $2)
on conflict (tenant_id) do update set document = excluded.document;
