#include "storage/interaction_store.h"

#include "base/encoding.h"
#include "storage/interaction_row_id.h"
#include "storage/interaction_store_sql.h"

#include <stdexcept>

namespace daemun::storage {
namespace {

namespace sql = interaction_store_sql;

constexpr std::size_t handle_length = 16;

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
      .prompt =
          row.text("prompt") == "login" ? InteractionPrompt::login : InteractionPrompt::consent,
      .request = {},
      .question = std::nullopt,
      .session_id = row.optional_id<SessionId>("session_id"),
      .login = std::nullopt,
      .consent = std::nullopt,
      .experience_state = row.text("experience_state"),
      .version = row.integer("version"),
      .created_at = row.time("created_at"),
      .expires_at = row.time("expires_at"),
  };
  if (!row.is_null("question")) interaction.question = parse_consent_question(row.text("question"));
  if (!row.is_null("login")) interaction.login = parse_login_result(row.text("login"));
  if (!row.is_null("consent")) {
    interaction.consent = ConsentResult{
        row.text("consent") == "granted" ? ConsentResult::Answer::granted
                                         : ConsentResult::Answer::denied};
  }
  return interaction;
}

}  // namespace

std::string interaction_handle(const InteractionId& id) {
  return interaction_row_id(id).substr(0, handle_length);
}

Task<std::optional<Interaction>> InteractionStore::find(InteractionId id) const {
  const auto row_id = interaction_row_id(id);
  Query query{sql::find, {tenant_, row_id}};
  const auto rows = co_await database_.read(std::move(query));
  if (rows.empty()) co_return std::nullopt;
  const auto& row = rows.front();
  auto interaction = interaction_of(id, row);
  const auto sealed = parse_base64url(row.text("request"));
  if (!sealed) throw std::runtime_error("the request of a stored dialogue is not sealed");
  interaction.request =
      parse_authorization_request(vault_.open(place_of(row_id), *sealed).reveal());
  co_return interaction;
}

Statement InteractionStore::insert(const Interaction& interaction) const {
  const auto row_id = interaction_row_id(interaction.id);
  const Secret request(to_json_text(interaction.request));
  return Statement{
      sql::insert,
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
      sql::update,
      {tenant_,
       interaction_row_id(interaction.id),
       interaction.version,
       login_text(interaction),
       consent_text(interaction),
       interaction.experience_state},
      RowCount::exactly(1)};
}

Statement InteractionStore::consume(const InteractionId& id) const {
  return Statement{sql::consume, {tenant_, interaction_row_id(id)}, RowCount::exactly(1)};
}

Statement InteractionStore::remove_expired(const TenantId& tenant, TimePoint before) {
  return Statement{sql::remove_expired, {tenant, before}};
}

std::string InteractionStore::place_of(const std::string& row_id) const {
  return "interactions/" + tenant_.value() + "/" + row_id;
}

}  // namespace daemun::storage
