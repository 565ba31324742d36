-- columns (part)
f.id, f.user_id, f.type, f.name, f.created_at, f.last_used_at, f.secret, f.last_used_step,
    f.credential_id, f.public_key, f.sign_count, f.transports, f.is_backup_eligible,
    f.is_backed_up, f.rp_id, f.agent, (
      select count(*)
      from user_backup_codes c
      where c.tenant_id = f.tenant_id and c.factor_id = f.id and c.used_at is null
    ) as unused_codes

-- list
select $include(columns)
from user_factors f
where f.tenant_id = $1 and f.user_id = $2
order by f.created_at, f.id;

-- find_passkey
select $include(columns)
from user_factors f
where f.tenant_id = $1 and f.credential_id = $2;

-- list_backup_codes
select used_at
from user_backup_codes
where tenant_id = $1 and factor_id = $2
order by place;

-- unused_code
select place
from user_backup_codes
where tenant_id = $1 and factor_id = $2 and code_hash = $3 and used_at is null;

-- has_stored (part)
exists (
      select 1
      from user_factors f
      where f.tenant_id = u.tenant_id
        and f.user_id = u.id
        and f.type in (select x.value from $list(2, x))
        and (f.type <> 'WebAuthn' or f.rp_id = $5)
    )

-- count_with_email_only
select count(*) as people
from (
  select 1
  from users u
  where u.tenant_id = $1
    and u.primary_email is not null
    and not (u.primary_phone is not null and $3)
    and not $include(has_stored)
  limit $4
) found;

-- count_with_phone_only
select count(*) as people
from (
  select 1
  from users u
  where u.tenant_id = $1
    and u.primary_phone is not null
    and not (u.primary_email is not null and $3)
    and not $include(has_stored)
  limit $4
) found;

-- insert
-- `others` is bounded by a constraint of the table. The user's row is held, so that nobody counts at
-- the same time.
insert into user_factors (tenant_id, id, user_id, type, name, created_at, secret, last_used_step,
    credential_id, public_key, sign_count, transports, is_backup_eligible, is_backed_up, rp_id, agent,
    others)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, (
    select count(*)
    from user_factors f
    where f.tenant_id = $1 and f.user_id = $3 and f.type = $4
  ));

-- insert_backup_code
insert into user_backup_codes (tenant_id, factor_id, place, code_hash)
values ($1, $2, $3, $4);

-- remove_backup_codes
delete from user_factors
where tenant_id = $1 and user_id = $2 and type = 'BackupCode';

-- use_totp_step
update user_factors
set last_used_step = $4, last_used_at = $5
where tenant_id = $1
  and user_id = $2
  and id = $3
  and type = 'Totp'
  and (last_used_step is null or last_used_step < $4);

-- use_backup_code
update user_backup_codes
set used_at = $4
where tenant_id = $1 and factor_id = $2 and code_hash = $3 and used_at is null;

-- use_backup_codes
update user_factors
set last_used_at = $4
where tenant_id = $1 and user_id = $2 and id = $3 and type = 'BackupCode';

-- use_passkey
update user_factors
set sign_count = $5, is_backed_up = $6, last_used_at = $7
where tenant_id = $1 and user_id = $2 and id = $3 and type = 'WebAuthn' and sign_count = $4;

-- factor_hold (part)
-- SQLite has one writer, and an update that changes nothing still writes a page of an index.

-- factor_hold (part, postgres)
-- A removal at the same time waits for the commit.
for share

-- require_factor
select 1 as found
from user_factors
where tenant_id = $1 and user_id = $2 and id = $3 $include(factor_hold);

-- require_no_codes
-- After the user's row is held.
update user_factors
set type = type
where tenant_id = $1
  and user_id = $2
  and type = 'BackupCode'
  and exists (
    select 1
    from user_backup_codes c
    where c.tenant_id = user_factors.tenant_id
      and c.factor_id = user_factors.id
      and c.used_at is null
  );

-- rename_passkey
update user_factors
set name = $4
where tenant_id = $1 and user_id = $2 and id = $3 and type = 'WebAuthn';

-- remove
delete from user_factors
where tenant_id = $1 and user_id = $2 and id = $3;

-- remove_all
delete from user_factors
where tenant_id = $1 and user_id = $2;
