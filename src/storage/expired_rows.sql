-- has_expired
-- Each condition has an index of its own.
select 1 as found
where exists (
  select 1
  from grants
  where tenant_id = $1 and expires_at < $2
)
  or exists (
    select 1
    from sessions
    where tenant_id = $1 and expires_at < $2
  )
  or exists (
    select 1
    from interactions
    where tenant_id = $1 and expires_at < $2
  )
  or exists (
    select 1
    from pushed_requests
    where tenant_id = $1 and expires_at < $2
  )
  or exists (
    select 1
    from device_authorizations
    where tenant_id = $1 and expires_at < $2
  )
  or exists (
    select 1
    from subject_tokens
    where tenant_id = $1 and expires_at < $2
  )
  or exists (
    select 1
    from sentinel_activities
    where tenant_id = $1
      and window_started_at < $4
      and (locked_until is null or locked_until < $2)
  )
  or exists (
    select 1
    from logs
    where tenant_id = $1 and hook_id is null and created_at < $3
  )
  or exists (
    select 1
    from logs
    where tenant_id = $1 and hook_id is not null and created_at < $3
  )
  or exists (
    select 1
    from messages
    where tenant_id = $1 and created_at < $5
  )
  or exists (
    select 1
    from development_messages
    where tenant_id = $1 and created_at < $6
  )
  or exists (
    select 1
    from verification_codes
    where tenant_id = $1 and created_at < $7
  )
  or exists (
    select 1
    from message_counts
    where tenant_id = $1 and window_started_at < $8
  )
  or exists (
    select 1
    from trusted_devices
    where tenant_id = $1 and expires_at < $2
  )
  or exists (
    select 1
    from account_verifications
    where tenant_id = $1 and expires_at < $2
  )
  or exists (
    select 1
    from email_undos
    where tenant_id = $1 and expires_at < $2
  )
  or exists (
    select 1
    from saml_visits
    where tenant_id = $1 and expires_at < $2
  )
  or exists (
    select 1
    from saml_assertions
    where tenant_id = $1 and expires_at < $2
  )
  or exists (
    select 1
    from saml_idp_sessions
    where tenant_id = $1 and expires_at < $2
  );
