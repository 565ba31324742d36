#include "storage/interaction_store.h"

#include "base/encoding.h"
#include "crypto/digest.h"

#include <stdexcept>

namespace daemun::storage {
namespace {

constexpr Sql find_sql{
    "select prompt, request, question, session_id, login, consent, experience_state, version, "
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

constexpr std::size_t handle_length = 16;

std::string row_id_of(const InteractionId& id) {
  return to_base64url(crypto::sha256(id.value()));
}

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

Interaction interaction_of(const InteractionId& id, const Row& row) {
  Interaction interaction{
      .id = id,
      .prompt = row.text(0) == "login" ? InteractionPrompt::login : InteractionPrompt::consent,
      .request = {},
      .question = std::nullopt,
      .session_id = row.optional_id<SessionId>(3),
      .login = std::nullopt,
      .consent = std::nullopt,
      .experience_state = row.text(6),
      .version = row.integer(7),
      .created_at = row.time(8),
      .expires_at = row.time(9),
  };
  if (!row.is_null(2)) interaction.question = parse_consent_question(row.text(2));
  if (!row.is_null(4)) interaction.login = parse_login_result(row.text(4));
  if (!row.is_null(5)) {
    interaction.consent = ConsentResult{
        row.text(5) == "granted" ? ConsentResult::Answer::granted : ConsentResult::Answer::denied};
  }
  return interaction;
}

}  // namespace

std::string interaction_handle(const InteractionId& id) {
  return row_id_of(id).substr(0, handle_length);
}

Task<std::optional<Interaction>> InteractionStore::find(InteractionId id) const {
  const auto row_id = row_id_of(id);
  Query query{find_sql, {tenant_, row_id}};
  const auto rows = co_await database_.read(std::move(query));
  if (rows.empty()) co_return std::nullopt;
  const auto& row = rows.front();
  auto interaction = interaction_of(id, row);
  const auto sealed = parse_base64url(row.text(1));
  if (!sealed) throw std::runtime_error("the request of a stored dialogue is not sealed");
  interaction.request =
      parse_authorization_request(vault_.open(place_of(row_id), *sealed).reveal());
  co_return interaction;
}

Statement InteractionStore::insert(const Interaction& interaction) const {
  const auto row_id = row_id_of(interaction.id);
  const Secret request(to_json_text(interaction.request));
  return Statement{
      insert_sql,
      {tenant_,
       row_id,
       to_string(interaction.prompt),
       to_base64url(vault_.seal(place_of(row_id), request)),
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
       row_id_of(interaction.id),
       interaction.version,
       login_text(interaction),
       consent_text(interaction),
       interaction.experience_state},
      RowCount::exactly(1)};
}

Statement InteractionStore::consume(const InteractionId& id) const {
  return Statement{consume_sql, {tenant_, row_id_of(id)}, RowCount::exactly(1)};
}

Statement InteractionStore::remove_expired(const TenantId& tenant, TimePoint before) {
  return Statement{remove_expired_sql, {tenant, before}};
}

std::string InteractionStore::place_of(const std::string& row_id) const {
  return "interactions/" + tenant_.value() + "/" + row_id;
}

}  // namespace daemun::storage
