-- user
select scope
from application_user_consent_scopes
where tenant_id = $1 and application_id = $2 and kind = 'user'
order by scope;

-- organization
select s.id, s.name, s.description
from application_user_consent_scopes c
join organization_scopes s on s.tenant_id = c.tenant_id and s.id = c.scope
where c.tenant_id = $1 and c.application_id = $2 and c.kind = 'organization'
order by s.name;

-- resource
select r.id as resource_id, r.name as resource_name, r.indicator, s.id as scope_id,
    s.name as scope_name, s.description, s.created_at
from application_user_consent_scopes c
join scopes s on s.tenant_id = c.tenant_id and s.id = c.scope
join resources r on r.tenant_id = s.tenant_id and r.id = s.resource_id
where c.tenant_id = $1 and c.application_id = $2 and c.kind = $3
order by r.name, r.id, s.name;

-- known_organization
select id
from organization_scopes
where tenant_id = $1 and id in (select x.value from $list(2, x));

-- known_resource
select s.id, r.indicator
from scopes s
join resources r on r.tenant_id = s.tenant_id and r.id = s.resource_id
where s.tenant_id = $1 and s.id in (select x.value from $list(2, x));

-- insert
insert into application_user_consent_scopes (tenant_id, application_id, kind, scope)
select $1, $2, $3, x.value
from $list(4, x)
where true
on conflict do nothing;

-- remove
delete from application_user_consent_scopes
where tenant_id = $1 and application_id = $2 and kind = $3 and scope = $4;
