#include "app/commands/commands.h"
#include "base/json.h"
#include "crypto/signing_key.h"
#include "storage/key_rotation.h"

#include <algorithm>
#include <ostream>

namespace daemun::app {
namespace {

json::object to_json(const SigningKey& key, std::optional<TimePoint> effective_at) {
  json::object object{
      {"id", key.id.value()},
      {"algorithm", key.algorithm},
      {"status", to_string(key.status)},
      {"createdAt", to_unix_ms(key.created_at)},
  };
  if (effective_at) object["effectiveAt"] = to_unix_ms(*effective_at);
  return object;
}

void print_key(const SigningKey& key, std::optional<TimePoint> effective_at, std::ostream& out) {
  out << key.id.value() << "  " << key.algorithm << "  " << to_string(key.status) << "  made "
      << to_text(key.created_at);
  if (effective_at) out << "  signs from " << to_text(*effective_at);
  out << "\n";
}

std::optional<TimePoint> effective_at(
    const std::vector<PendingKey>& pending, const SigningKey& key
) {
  for (const auto& item : pending) {
    if (item.id == key.id) return item.effective_at;
  }
  return std::nullopt;
}

}  // namespace

ExitCode list_keys(Installation& installation, KeyListOptions options, Console console) {
  const storage::TenantStore tenants(*installation.database, installation.vault, options.tenant);
  const auto keys = run_task(tenants.list_signing_keys());
  const auto text = run_task(tenants.find_config(std::string(signing_key_rotation_config)));
  const auto pending = parse_pending_keys(text.value_or(""));
  json::array list;
  for (const auto& key : keys) {
    if (options.format == Format::json) {
      list.push_back(to_json(key, effective_at(pending, key)));
    } else {
      print_key(key, effective_at(pending, key), console.out);
    }
  }
  if (options.format == Format::json) console.out << json::serialize(list) << "\n";
  return ExitCode::ok;
}

ExitCode rotate_key(Installation& installation, KeyRotateOptions options, Console console) {
  const auto algorithm = crypto::parse_signature_algorithm(options.algorithm);
  if (!algorithm) return fail(console, "keys are ES256, ES384 or RS256, not " + options.algorithm);
  SigningKey key{
      .id = SigningKeyId(crypto::random_id(installation.random, 21)),
      .algorithm = options.algorithm,
      .status = SigningKeyStatus::current,
      .private_key = crypto::PrivateKey::generate(*algorithm).to_pem(),
      .created_at = installation.clock.now(),
  };
  const storage::TenantStore tenants(*installation.database, installation.vault, options.tenant);
  const auto stored = run_task(
      storage::rotate_signing_key(*installation.database, tenants, std::move(key), options.grace)
  );
  std::optional<TimePoint> later;
  if (stored.status == SigningKeyStatus::next) later = stored.created_at + options.grace;
  if (options.format == Format::json) {
    console.out << json::serialize(to_json(stored, later)) << "\n";
  } else {
    print_key(stored, later, console.out);
  }
  return ExitCode::ok;
}

}  // namespace daemun::app
