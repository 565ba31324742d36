-- Counters that have expired are found by age.
create index sentinel_activities_age on sentinel_activities (tenant_id, window_started_at);

-- The work that a check of an imported hash takes, where it is not that of our own: sign-ins of a
-- tenant all do the work of every kind that its users still have. PBKDF2 hashes get theirs when
-- they are set the next time: SQL that reads them could fail.
alter table users add column password_work text;
update users set password_work = 'Bcrypt:' || substr(password_hash, 5, 2)
  where password_algorithm = 'Bcrypt' and password_hash is not null;
update users set password_work = password_algorithm || ':' ||
    replace(replace(substr(
      substr(password_hash, instr(password_hash, '$m=') + 3), 1,
      instr(substr(password_hash, instr(password_hash, '$m=') + 3), '$') - 1), ',t=', ':'), ',p=', ':')
  where password_algorithm in ('Argon2i', 'Argon2d', 'Argon2id') and password_hash like '%$m=%'
    and not (password_algorithm = 'Argon2id' and password_hash like '%$m=19456,t=2,p=1$%');
create index users_password_work on users (tenant_id, password_work)
  where password_work is not null;
