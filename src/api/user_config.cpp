#include "api/user_config.h"

#include <string_view>
#include <utility>

namespace daemun::api {
namespace {

bool flag_of(const json::object& config, std::string_view part, std::string_view name) {
  const auto* object = find_object(config, part);
  return object != nullptr && find_bool(*object, name).value_or(false);
}

}  // namespace

ShownConfig to_shown_config(const json::object& config) {
  ShownConfig shown;
  const auto* stored = find_object(config, "mfa");
  if (stored != nullptr) shown.mfa.enabled = find_bool(*stored, "enabled");
  shown.mfa.skipped = flag_of(config, "mfa", "skipped");
  shown.mfa.skip_mfa_on_sign_in = flag_of(config, "mfa", "skipMfaOnSignIn");
  shown.passkey_sign_in.skipped = flag_of(config, "passkeySignIn", "skipped");
  return shown;
}

void merge_config(json::object& config, const ConfigChanges& changes) {
  const auto sent = to_json(changes);
  for (const auto& part : sent) {
    const auto* stored = find_object(config, part.key());
    json::object merged = stored == nullptr ? json::object() : *stored;
    for (const auto& flag : part.value().as_object())
      merged[flag.key()] = flag.value();
    config[part.key()] = std::move(merged);
  }
}

}  // namespace daemun::api
