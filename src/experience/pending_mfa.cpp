#include "experience/pending_mfa.h"

#include "base/encoding.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace daemun::experience {
namespace {

std::string require_text(const json::object& object, std::string_view name) {
  const auto text = find_string(object, name);
  if (!text) throw std::runtime_error("stored dialogue lacks " + std::string(name));
  return std::string(*text);
}

std::string require_bytes(std::string_view text) {
  auto bytes = parse_base64url(text);
  if (!bytes) throw std::runtime_error("stored dialogue has a factor that is not base64url");
  return *std::move(bytes);
}

json::object to_json(const NewFactor& item) {
  const auto& factor = item.factor;
  json::object object{{"id", factor.id}, {"type", to_string(factor.type)}};
  if (factor.name) object["name"] = *factor.name;
  if (factor.last_used_step) object["last_used_step"] = *factor.last_used_step;
  if (!item.sealed_secret.empty()) object["sealed_secret"] = to_base64url(item.sealed_secret);
  json::array hashes;
  for (const auto& hash : item.code_hashes)
    hashes.emplace_back(to_base64url(hash));
  if (!hashes.empty()) object["code_hashes"] = std::move(hashes);
  if (factor.type == Factor::web_authn) object["passkey"] = experience::to_json(factor.passkey);
  return object;
}

NewFactor parse_new_factor(const json::value& value) {
  const auto* object = value.if_object();
  if (object == nullptr) throw std::runtime_error("stored factor is not an object");
  const auto type = parse_factor(require_text(*object, "type"));
  if (!type) throw std::runtime_error("stored factor is of an unknown type");
  NewFactor item;
  item.factor.id = require_text(*object, "id");
  item.factor.type = *type;
  if (const auto name = find_string(*object, "name")) item.factor.name = std::string(*name);
  item.factor.last_used_step = find_integer(*object, "last_used_step");
  if (const auto secret = find_string(*object, "sealed_secret"))
    item.sealed_secret = require_bytes(*secret);
  for (const auto& hash : find_strings(*object, "code_hashes"))
    item.code_hashes.push_back(require_bytes(hash));
  if (const auto* passkey = find_object(*object, "passkey"))
    item.factor.passkey = parse_passkey(*passkey);
  return item;
}

}  // namespace

json::object to_json(const Passkey& passkey) {
  return {
      {"credential_id", to_base64url(passkey.credential_id)},
      {"public_key", to_base64url(passkey.public_key)},
      {"sign_count", passkey.sign_count},
      {"transports", to_json_array(passkey.transports)},
      {"is_backup_eligible", passkey.is_backup_eligible},
      {"is_backed_up", passkey.is_backed_up},
      {"rp_id", passkey.rp_id},
      {"agent", passkey.agent}};
}

Passkey parse_passkey(const json::object& object) {
  return {
      .credential_id = require_bytes(require_text(object, "credential_id")),
      .public_key = require_bytes(require_text(object, "public_key")),
      .sign_count = find_integer(object, "sign_count").value_or(0),
      .transports = find_strings(object, "transports"),
      .is_backup_eligible = find_bool(object, "is_backup_eligible").value_or(false),
      .is_backed_up = find_bool(object, "is_backed_up").value_or(false),
      .rp_id = require_text(object, "rp_id"),
      .agent = require_text(object, "agent")};
}

bool PendingMfa::has(Factor type) const {
  return std::any_of(factors.begin(), factors.end(), [type](const NewFactor& item) {
    return item.factor.type == type;
  });
}

MfaFlags with_answers(MfaFlags flags, const PendingMfa& pending) {
  if (pending.is_enabled) flags.is_enabled = true;
  if (pending.is_skipped) flags.is_skipped = true;
  if (pending.is_suggestion_skipped) flags.is_suggestion_skipped = true;
  if (pending.is_passkey_skipped) flags.is_passkey_skipped = true;
  return flags;
}

json::object to_json(const PendingMfa& pending) {
  json::object object;
  if (pending.is_enabled) object["is_enabled"] = true;
  if (pending.is_skipped) object["is_skipped"] = true;
  if (pending.is_suggestion_skipped) object["is_suggestion_skipped"] = true;
  if (pending.is_passkey_skipped) object["is_passkey_skipped"] = true;
  json::array factors;
  for (const auto& item : pending.factors)
    factors.push_back(to_json(item));
  if (!factors.empty()) object["factors"] = std::move(factors);
  return object;
}

PendingMfa parse_pending_mfa(const json::object& object) {
  PendingMfa pending;
  pending.is_enabled = find_bool(object, "is_enabled").value_or(false);
  pending.is_skipped = find_bool(object, "is_skipped").value_or(false);
  pending.is_suggestion_skipped = find_bool(object, "is_suggestion_skipped").value_or(false);
  pending.is_passkey_skipped = find_bool(object, "is_passkey_skipped").value_or(false);
  if (const auto* factors = find_array(object, "factors")) {
    for (const auto& item : *factors)
      pending.factors.push_back(parse_new_factor(item));
  }
  return pending;
}

}  // namespace daemun::experience
