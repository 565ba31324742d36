#include "daemun/auth/pending.h"

#include "base/json.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace daemun::auth {

namespace {

struct Text {
  std::string_view member;
  std::string PendingAuthorization::*field;
};

constexpr std::array<Text, 7> texts{{
    {"provider_id", &PendingAuthorization::provider_id},
    {"issuer", &PendingAuthorization::issuer},
    {"client_id", &PendingAuthorization::client_id},
    {"redirect_uri", &PendingAuthorization::redirect_uri},
    {"state", &PendingAuthorization::state},
    {"nonce", &PendingAuthorization::nonce},
    {"return_to", &PendingAuthorization::return_to},
}};

constexpr std::int64_t max_seconds = std::int64_t{100} * 366 * 24 * 3600;

}  // namespace

Secret to_text(const PendingAuthorization& pending) {
  JsonWriter writer;
  for (const Text& text : texts)
    writer.add(text.member, pending.*text.field);
  writer.add("code_verifier", pending.code_verifier.reveal())
      .add_value("scopes", to_json_array(pending.scopes))
      .add("created_at", to_unix_ms(pending.created_at));
  if (pending.max_age) writer.add("max_age", pending.max_age->count());
  return Secret(std::move(writer).take());
}

std::optional<PendingAuthorization> parse_pending_authorization(std::string_view text) {
  const auto object = parse_json_object(text);
  if (!object) return std::nullopt;
  PendingAuthorization pending;
  for (const Text& member : texts) {
    const auto value = find_string(*object, member.member);
    if (!value) return std::nullopt;
    pending.*member.field = *value;
  }
  const auto verifier = find_string(*object, "code_verifier");
  const auto* scopes = find_array(*object, "scopes");
  const auto created_at = find_integer(*object, "created_at");
  pending.scopes = find_strings(*object, "scopes");
  if (!verifier || !created_at || scopes == nullptr || scopes->size() != pending.scopes.size()) {
    return std::nullopt;
  }
  pending.code_verifier = Secret(std::string(*verifier));
  pending.created_at = from_unix_ms(*created_at);
  if (object->contains("max_age")) {
    const auto max_age = find_integer(*object, "max_age");
    if (!max_age || *max_age < 0 || *max_age > max_seconds) return std::nullopt;
    pending.max_age = Seconds(*max_age);
  }
  return pending;
}

}  // namespace daemun::auth
