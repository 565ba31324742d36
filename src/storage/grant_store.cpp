#include "storage/grant_store.h"

#include "base/text.h"
#include "domain/administration.h"
#include "domain/interaction.h"
#include "storage/grant_store_sql.h"
#include "storage/user_store.h"

namespace daemun::storage {
namespace {

namespace sql = grant_store_sql;

SqlValue to_value(const std::optional<std::string>& hash) {
  return hash ? SqlValue(Bytes{*hash}) : SqlValue();
}

CodeState code_of(const Row& row) {
  return CodeState{
      .secret_hash = row.bytes("code_hash"),
      .redirect_uri = row.text("redirect_uri"),
      .code_challenge = row.optional_text("code_challenge"),
      .redirect_uri_given = row.boolean("redirect_uri_given"),
      .expires_at = row.time("code_expires_at"),
      .redeemed_at = row.optional_time("redeemed_at"),
  };
}

std::optional<RefreshState> refresh_of(const Row& row) {
  if (row.is_null("refresh_generation")) return std::nullopt;
  return RefreshState{
      .generation = row.integer("refresh_generation"),
      .secret_hash = row.bytes("refresh_hash"),
      .previous_secret_hash = row.optional_bytes("refresh_previous_hash"),
      .issued_at = row.time("refresh_issued_at"),
      .chain_started_at = row.time("refresh_started_at"),
      .expires_at = row.time("refresh_expires_at"),
  };
}

ExchangeSource source_of(const Row& row) {
  return ExchangeSource{
      .grant_id = row.optional_id<GrantId>("parent_id"),
      .personal_token_hash = row.optional_bytes("personal_token_hash"),
  };
}

GrantAncestry ancestry_of(const Row& row, const ExchangeSource& source) {
  const auto found = row.integer("grants");
  const bool is_whole =
      row.integer("descended") == found - 1;  // all but the first one name another
  const bool has_token = !source.personal_token_hash || row.integer("tokens") == 1;
  return GrantAncestry{
      .depth = static_cast<int>(found - 1),
      .is_alive = row.integer("revoked") == 0 && is_whole && has_token,
  };
}

Grant grant_of(const Row& row) {
  return Grant{
      .id = row.id<GrantId>("grant_id"),
      .client_id = row.id<ApplicationId>("client_id"),
      .user_id = row.id<UserId>("user_id"),
      .session_id = row.optional_id<SessionId>("session_id"),
      .is_offline = row.boolean("is_offline"),
      .scopes = split_words(row.text("scopes")),
      .resource_scopes = parse_resource_scopes(row.text("resource_scopes")),
      .nonce = row.optional_text("nonce"),
      .sid = row.optional_text("sid"),
      .authenticated_at = row.time("authenticated_at"),
      .wants_auth_time = row.boolean("wants_auth_time"),
      .amr = split_words(row.text("amr")),
      .origin = parse_grant_origin(row.text("origin")),
      .act = row.optional_text("act"),
      .source = source_of(row),
      .code = code_of(row),
      .refresh = refresh_of(row),
      .revoked_at = row.optional_time("revoked_at"),
      .created_at = row.time("grant_created_at"),
      .expires_at = row.time("grant_expires_at"),
  };
}

}  // namespace

Task<std::optional<GrantFacts>> GrantStore::find(GrantId id) const {
  Query query{sql::find, {tenant_, id}};
  const auto rows = co_await database_.read(std::move(query));
  if (rows.empty()) co_return std::nullopt;
  const Row& row = rows.front();
  GrantFacts facts{
      .grant = grant_of(row),
      .user = std::nullopt,
      .session_expires_at = row.optional_time("session_expires_at"),
  };
  // An account that waits for its deletion is as good as gone, until a sign-in keeps it.
  const bool is_leaving = row.boolean("is_user_leaving");
  if (!row.is_null("id") && !is_leaving) facts.user = user_of(row);
  const ExchangeSource& source = facts.grant.source;
  if (!source.grant_id && !source.personal_token_hash) co_return facts;
  Query ancestry{sql::ancestry, {tenant_, facts.grant.id, to_value(source.personal_token_hash)}};
  const auto line = co_await database_.read(std::move(ancestry));
  facts.ancestry = ancestry_of(line.front(), source);
  co_return facts;
}

Task<std::vector<ListedGrant>> GrantStore::list_alive_of_user(UserId user, TimePoint now) const {
  Query query{sql::list_alive, {tenant_, user, now}};
  const auto rows = co_await database_.read(std::move(query));
  std::vector<ListedGrant> grants;
  for (const auto& row : rows) {
    grants.push_back(ListedGrant{
        .id = row.id<GrantId>("id"),
        .client_id = row.id<ApplicationId>("client_id"),
        .application_name = row.text("name"),
        .is_third_party = row.boolean("is_third_party"),
        .session_id = row.optional_id<SessionId>("session_id"),
        .scopes = split_words(row.text("scopes")),
        .resource_scopes = parse_resource_scopes(row.text("resource_scopes")),
        .created_at = row.time("created_at"),
        .expires_at = row.time("expires_at"),
    });
  }
  co_return grants;
}

Statement GrantStore::insert(const Grant& grant) const {
  return Statement{
      sql::insert,
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
       join(grant.amr)},
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
  return Statement{sql::redeem, std::move(parameters), RowCount::exactly(1)};
}

Statement GrantStore::rotate_refresh_token(const Grant& grant, std::int64_t replaced) const {
  const RefreshState& next = *grant.refresh;
  return Statement{
      sql::rotate,
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
  return Statement{sql::extend, {tenant_, id, expires_at}};
}

Statement GrantStore::revoke(const GrantId& id, TimePoint now) const {
  return Statement{sql::revoke, {tenant_, id, now}};
}

Statement GrantStore::revoke_session_bound(const SessionId& session, TimePoint now) const {
  return Statement{
      sql::revoke_session_bound,
      {tenant_, session, now, ApplicationId(std::string(console_application))}};
}

Statement GrantStore::revoke_of_session(const SessionId& session, Clients clients, TimePoint now)
    const {
  return Statement{
      clients == Clients::all ? sql::revoke_of_session : sql::revoke_first_party_of_session,
      {tenant_, session, now}};
}

Statement GrantStore::revoke_other_clients_of_session(
    const SessionId& session, const ApplicationId& kept, TimePoint now
) const {
  return Statement{sql::revoke_other_clients_of_session, {tenant_, session, kept, now}};
}

Statement GrantStore::revoke_others_of_user(
    const UserId& user, const SessionId& kept, TimePoint now
) const {
  return Statement{sql::revoke_user, {tenant_, user, kept, now}};
}

Statement GrantStore::revoke_oldest(
    const UserId& user, const ApplicationId& client, int keep, TimePoint now
) const {
  return Statement{sql::revoke_oldest, {tenant_, user, client, keep, now}};
}

Statement GrantStore::remove_expired(TimePoint before) const {
  return Statement{sql::remove_expired, {tenant_, before}};
}

}  // namespace daemun::storage
