-- has_another_way (part)
(
  (u.password_hash is not null
    and (u.username is not null or u.primary_email is not null or u.primary_phone is not null))
  or ($3 and u.primary_email is not null)
  or ($4 and u.primary_phone is not null)
  or ($5 and exists (
    select 1 from user_factors f
    where f.tenant_id = u.tenant_id and f.user_id = u.id and f.type = 'WebAuthn'))
  or exists (
    select 1 from user_identities s
    where s.tenant_id = u.tenant_id and s.user_id = u.id
      and s.target in (select x.value from $list(6, x)))
  or exists (
    select 1 from user_sso_identities e
    where e.tenant_id = u.tenant_id and e.user_id = u.id
      and e.sso_connector_id in (select x.value from $list(7, x)))
)

-- by_target
select count(*) as total
from user_identities i
join users u on u.tenant_id = i.tenant_id and u.id = i.user_id
where i.tenant_id = $1 and i.target = $2 and not $include(has_another_way);

-- by_sso_connector
select count(*) as total
from user_sso_identities i
join users u on u.tenant_id = i.tenant_id and u.id = i.user_id
where i.tenant_id = $1 and i.sso_connector_id = $2 and not $include(has_another_way);
