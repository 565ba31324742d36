#include "storage/grant_store.h"

#include "base/text.h"
#include "domain/interaction.h"
#include "storage/user_store.h"

namespace daemun::storage {
namespace {

constexpr Sql find_sql{
    "select g.id, g.client_id, g.user_id, g.session_id, g.is_offline, g.scopes, g.resource_scopes, "
    "g.nonce, g.sid, g.authenticated_at, g.wants_auth_time, g.redirect_uri, g.redirect_uri_given, "
    "g.code_challenge, g.code_hash, g.code_expires_at, g.redeemed_at, g.refresh_generation, "
    "g.refresh_hash, g.refresh_previous_hash, g.refresh_issued_at, g.refresh_started_at, "
    "g.refresh_expires_at, g.revoked_at, g.created_at, g.expires_at, g.origin, g.act, "
    "g.parent_id, g.personal_token_hash, g.has_own_rights, s.expires_at, "
    "u.id, u.username, u.primary_email, u.primary_phone, u.name, u.avatar, u.profile, "
    "u.custom_data, "
    "u.identities, u.application_id, u.is_suspended, u.last_sign_in_at, u.created_at, u.updated_at "
    "from grants g "
    "left join users u on u.tenant_id = g.tenant_id and u.id = g.user_id "
    "left join sessions s on s.tenant_id = g.tenant_id and s.id = g.session_id "
    "where g.tenant_id = $1 and g.id = $2"};
constexpr std::size_t session_expiry_column = 31;
constexpr std::size_t first_user_column = 32;

// A grant and those that it descends from: how many there are, how many have been revoked, how many
// name another one, and whether the personal access token is there. Only exchanges pay for it.
constexpr Sql ancestry_sql{
    "with recursive line (id, parent_id, revoked_at) as ("
    "select id, parent_id, revoked_at from grants where tenant_id = $1 and id = $2 union all "
    "select p.id, p.parent_id, p.revoked_at from grants p join line c on p.id = c.parent_id "
    "where p.tenant_id = $1) "
    "select count(*), count(revoked_at), count(parent_id), "
    "(select count(*) from personal_access_tokens where tenant_id = $1 and value_hash = $3) "
    "from line"};

constexpr Sql insert_sql{
    "insert into grants (tenant_id, id, client_id, user_id, session_id, is_offline, scopes, "
    "resource_scopes, nonce, sid, authenticated_at, wants_auth_time, redirect_uri, "
    "redirect_uri_given, code_challenge, code_hash, code_expires_at, created_at, expires_at, "
    "origin, act, parent_id, personal_token_hash, has_own_rights) "
    "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, "
    "$19, $20, $21, $22, $23, $24)"};

constexpr Sql redeem_sql{
    "update grants set redeemed_at = $3, refresh_generation = $4, refresh_hash = $5, "
    "refresh_issued_at = $6, refresh_started_at = $7, refresh_expires_at = $8, expires_at = $9 "
    "where tenant_id = $1 and id = $2 and redeemed_at is null and revoked_at is null"};

constexpr Sql rotate_sql{
    "update grants set refresh_generation = $4, refresh_previous_hash = refresh_hash, "
    "refresh_hash = $5, refresh_issued_at = $6, refresh_expires_at = $7, "
    "expires_at = case when expires_at < $8 then $8 else expires_at end "
    "where tenant_id = $1 and id = $2 and refresh_generation = $3 and revoked_at is null"};

constexpr Sql extend_sql{
    "update grants set expires_at = $3 where tenant_id = $1 and id = $2 and expires_at < $3"};

constexpr Sql revoke_sql{
    "update grants set revoked_at = $3 where tenant_id = $1 and id = $2 and revoked_at is null"};
constexpr Sql revoke_session_bound_sql{
    "update grants set revoked_at = $3 "
    "where tenant_id = $1 and session_id = $2 and not is_offline and revoked_at is null"};
constexpr Sql revoke_of_session_sql{
    "update grants set revoked_at = $3 "
    "where tenant_id = $1 and session_id = $2 and revoked_at is null"};
constexpr Sql revoke_first_party_of_session_sql{
    "update grants set revoked_at = $3 "
    "where tenant_id = $1 and session_id = $2 and revoked_at is null and client_id in "
    "(select id from applications where tenant_id = $1 and not is_third_party)"};
// Alive as domain/grant.h says; the user is known to be there.
constexpr Sql list_alive_sql{
    "select g.id, g.client_id, a.name, a.is_third_party, g.session_id, g.created_at, g.expires_at "
    "from grants g join applications a on a.tenant_id = g.tenant_id and a.id = g.client_id "
    "left join sessions s on s.tenant_id = g.tenant_id and s.id = g.session_id "
    "where g.tenant_id = $1 and g.user_id = $2 and g.origin <> 'exchange' "
    "and g.revoked_at is null and g.expires_at > $3 "
    "and (g.is_offline or s.expires_at > $3) order by g.created_at desc, g.id"};
constexpr Sql revoke_user_sql{
    "update grants set revoked_at = $4 where tenant_id = $1 and user_id = $2 and revoked_at is "
    "null and (session_id is null or session_id <> $3)"};
constexpr Sql revoke_oldest_sql{
    "update grants set revoked_at = $5 where tenant_id = $1 and revoked_at is null and id in ("
    "select id from grants where tenant_id = $1 and user_id = $2 and client_id = $3 "
    "and origin <> 'exchange' and revoked_at is null and expires_at > $5 order by created_at desc, "
    "id limit 1000 offset "
    "$4)"};
// A bounded step, so that the writer is never busy for long.
constexpr Sql remove_expired_sql{
    "delete from grants where tenant_id = $1 and id in "
    "(select id from grants where tenant_id = $1 and expires_at < $2 limit 1000)"};

SqlValue to_value(const std::optional<std::string>& hash) {
  return hash ? SqlValue(Bytes{*hash}) : SqlValue();
}

CodeState code_of(const Row& row) {
  return CodeState{
      .secret_hash = row.bytes(14),
      .redirect_uri = row.text(11),
      .code_challenge = row.optional_text(13),
      .redirect_uri_given = row.boolean(12),
      .expires_at = row.time(15),
      .redeemed_at = row.optional_time(16),
  };
}

std::optional<RefreshState> refresh_of(const Row& row) {
  if (row.is_null(17)) return std::nullopt;
  return RefreshState{
      .generation = row.integer(17),
      .secret_hash = row.bytes(18),
      .previous_secret_hash = row.optional_bytes(19),
      .issued_at = row.time(20),
      .chain_started_at = row.time(21),
      .expires_at = row.time(22),
  };
}

ExchangeSource source_of(const Row& row) {
  return ExchangeSource{
      .grant_id = row.optional_id<GrantId>(28),
      .personal_token_hash = row.optional_bytes(29),
      .has_own_rights = row.boolean(30),
  };
}

GrantAncestry ancestry_of(const Row& row, const ExchangeSource& source) {
  const auto found = row.integer(0);
  const bool is_whole = row.integer(2) == found - 1;  // all but the first one name another
  const bool has_token = !source.personal_token_hash || row.integer(3) == 1;
  return GrantAncestry{
      .depth = static_cast<int>(found - 1),
      .is_alive = row.integer(1) == 0 && is_whole && has_token,
  };
}

Grant grant_of(const Row& row) {
  return Grant{
      .id = row.id<GrantId>(0),
      .client_id = row.id<ApplicationId>(1),
      .user_id = row.id<UserId>(2),
      .session_id = row.optional_id<SessionId>(3),
      .is_offline = row.boolean(4),
      .scopes = split_words(row.text(5)),
      .resource_scopes = parse_resource_scopes(row.text(6)),
      .nonce = row.optional_text(7),
      .sid = row.optional_text(8),
      .authenticated_at = row.time(9),
      .wants_auth_time = row.boolean(10),
      .origin = parse_grant_origin(row.text(26)),
      .act = row.optional_text(27),
      .source = source_of(row),
      .code = code_of(row),
      .refresh = refresh_of(row),
      .revoked_at = row.optional_time(23),
      .created_at = row.time(24),
      .expires_at = row.time(25),
  };
}

}  // namespace

Task<std::optional<GrantFacts>> GrantStore::find(GrantId id) const {
  Query query{find_sql, {tenant_, id}};
  const auto rows = co_await database_.read(std::move(query));
  if (rows.empty()) co_return std::nullopt;
  const Row& row = rows.front();
  GrantFacts facts{
      .grant = grant_of(row),
      .user = std::nullopt,
      .session_expires_at = row.optional_time(session_expiry_column),
  };
  if (!row.is_null(first_user_column)) facts.user = user_of(row, first_user_column);
  const ExchangeSource& source = facts.grant.source;
  if (!source.grant_id && !source.personal_token_hash) co_return facts;
  Query ancestry{ancestry_sql, {tenant_, facts.grant.id, to_value(source.personal_token_hash)}};
  const auto line = co_await database_.read(std::move(ancestry));
  facts.ancestry = ancestry_of(line.front(), source);
  co_return facts;
}

Task<std::vector<ListedGrant>> GrantStore::list_alive_of_user(UserId user, TimePoint now) const {
  Query query{list_alive_sql, {tenant_, user, now}};
  const auto rows = co_await database_.read(std::move(query));
  std::vector<ListedGrant> grants;
  for (const auto& row : rows) {
    grants.push_back(ListedGrant{
        .id = row.id<GrantId>(0),
        .client_id = row.id<ApplicationId>(1),
        .application_name = row.text(2),
        .is_third_party = row.boolean(3),
        .session_id = row.optional_id<SessionId>(4),
        .created_at = row.time(5),
        .expires_at = row.time(6),
    });
  }
  co_return grants;
}

Statement GrantStore::insert(const Grant& grant) const {
  return Statement{
      insert_sql,
      {tenant_,
       grant.id,
       grant.client_id,
       grant.user_id,
       grant.session_id,
       grant.is_offline,
       join(grant.scopes),
       to_json_text(grant.resource_scopes),
       grant.nonce,
       grant.sid,
       grant.authenticated_at,
       grant.wants_auth_time,
       grant.code.redirect_uri,
       grant.code.redirect_uri_given,
       grant.code.code_challenge,
       Bytes{grant.code.secret_hash},
       grant.code.expires_at,
       grant.created_at,
       grant.expires_at,
       to_string(grant.origin),
       grant.act,
       grant.source.grant_id,
       to_value(grant.source.personal_token_hash),
       grant.source.has_own_rights},
      RowCount::exactly(1)};
}

Statement GrantStore::redeem_code(const Grant& grant) const {
  std::vector<SqlValue> parameters{tenant_, grant.id, grant.code.redeemed_at};
  if (const auto& refresh = grant.refresh) {
    parameters.insert(
        parameters.end(),
        {refresh->generation,
         Bytes{refresh->secret_hash},
         refresh->issued_at,
         refresh->chain_started_at,
         refresh->expires_at}
    );
  } else {
    parameters.resize(8);
  }
  parameters.emplace_back(grant.expires_at);
  return Statement{redeem_sql, std::move(parameters), RowCount::exactly(1)};
}

Statement GrantStore::rotate_refresh_token(const Grant& grant, std::int64_t replaced) const {
  const RefreshState& next = *grant.refresh;
  return Statement{
      rotate_sql,
      {tenant_,
       grant.id,
       replaced,
       next.generation,
       Bytes{next.secret_hash},
       next.issued_at,
       next.expires_at,
       grant.expires_at},
      RowCount::exactly(1)};
}

Statement GrantStore::extend(const GrantId& id, TimePoint expires_at) const {
  return Statement{extend_sql, {tenant_, id, expires_at}};
}

Statement GrantStore::revoke(const GrantId& id, TimePoint now) const {
  return Statement{revoke_sql, {tenant_, id, now}};
}

Statement GrantStore::revoke_session_bound(const SessionId& session, TimePoint now) const {
  return Statement{revoke_session_bound_sql, {tenant_, session, now}};
}

Statement GrantStore::revoke_of_session(const SessionId& session, Clients clients, TimePoint now)
    const {
  return Statement{
      clients == Clients::all ? revoke_of_session_sql : revoke_first_party_of_session_sql,
      {tenant_, session, now}};
}

Statement GrantStore::revoke_others_of_user(
    const UserId& user, const SessionId& kept, TimePoint now
) const {
  return Statement{revoke_user_sql, {tenant_, user, kept, now}};
}

Statement GrantStore::revoke_oldest(
    const UserId& user, const ApplicationId& client, int keep, TimePoint now
) const {
  return Statement{revoke_oldest_sql, {tenant_, user, client, keep, now}};
}

Statement GrantStore::remove_expired(TimePoint before) const {
  return Statement{remove_expired_sql, {tenant_, before}};
}

}  // namespace daemun::storage
