#include "storage/interaction_store.h"

namespace daemun::storage {
namespace {

constexpr Sql find_sql{
    "select id, prompt, request, question, session_id, login, consent, experience_state, version, "
    "created_at, expires_at from interactions where tenant_id = $1 and id = $2"};
constexpr Sql insert_sql{
    "insert into interactions (tenant_id, id, prompt, request, question, session_id, login, "
    "consent, "
    "experience_state, version, created_at, expires_at) "
    "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"};
constexpr Sql update_sql{
    "update interactions set login = $4, consent = $5, experience_state = $6, version = version + "
    "1 "
    "where tenant_id = $1 and id = $2 and version = $3"};
constexpr Sql consume_sql{"delete from interactions where tenant_id = $1 and id = $2"};
// A bounded step, so that the writer is never busy for long.
constexpr Sql remove_expired_sql{
    "delete from interactions where tenant_id = $1 and id in "
    "(select id from interactions where tenant_id = $1 and expires_at < $2 limit 1000)"};

std::optional<std::string> login_text(const Interaction& interaction) {
  if (!interaction.login) return std::nullopt;
  return to_json_text(*interaction.login);
}

std::optional<std::string> question_text(const Interaction& interaction) {
  if (!interaction.question) return std::nullopt;
  return to_json_text(*interaction.question);
}

std::optional<std::string> consent_text(const Interaction& interaction) {
  if (!interaction.consent) return std::nullopt;
  return interaction.consent->answer == ConsentResult::Answer::granted ? "granted" : "denied";
}

Interaction interaction_of(const Row& row) {
  Interaction interaction{
      .id = row.id<InteractionId>(0),
      .prompt = row.text(1) == "login" ? InteractionPrompt::login : InteractionPrompt::consent,
      .request = parse_authorization_request(row.text(2)),
      .question = std::nullopt,
      .session_id = row.optional_id<SessionId>(4),
      .login = std::nullopt,
      .consent = std::nullopt,
      .experience_state = row.text(7),
      .version = row.integer(8),
      .created_at = row.time(9),
      .expires_at = row.time(10),
  };
  if (!row.is_null(3)) interaction.question = parse_consent_question(row.text(3));
  if (!row.is_null(5)) interaction.login = parse_login_result(row.text(5));
  if (!row.is_null(6)) {
    interaction.consent = ConsentResult{
        row.text(6) == "granted" ? ConsentResult::Answer::granted : ConsentResult::Answer::denied};
  }
  return interaction;
}

}  // namespace

Task<std::optional<Interaction>> InteractionStore::find(InteractionId id) const {
  Query query{find_sql, {tenant_, id}};
  const auto rows = co_await database_.read(std::move(query));
  if (rows.empty()) co_return std::nullopt;
  co_return interaction_of(rows.front());
}

Statement InteractionStore::insert(const Interaction& interaction) const {
  return Statement{
      insert_sql,
      {tenant_,
       interaction.id,
       to_string(interaction.prompt),
       to_json_text(interaction.request),
       question_text(interaction),
       interaction.session_id,
       login_text(interaction),
       consent_text(interaction),
       interaction.experience_state,
       interaction.version,
       interaction.created_at,
       interaction.expires_at},
      RowCount::exactly(1)};
}

Statement InteractionStore::update(const Interaction& interaction) const {
  return Statement{
      update_sql,
      {tenant_,
       interaction.id,
       interaction.version,
       login_text(interaction),
       consent_text(interaction),
       interaction.experience_state},
      RowCount::exactly(1)};
}

Statement InteractionStore::consume(const InteractionId& id) const {
  return Statement{consume_sql, {tenant_, id}, RowCount::exactly(1)};
}

Statement InteractionStore::remove_expired(TimePoint before) const {
  return Statement{remove_expired_sql, {tenant_, before}};
}

}  // namespace daemun::storage
