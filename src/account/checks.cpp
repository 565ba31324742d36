#include "account/checks.h"

#include "base/text.h"

#include <algorithm>
#include <string>

namespace daemun::account {
namespace {

using api::RequestError;

std::string_view setting_of(const json::object& fields, const Check& check) {
  for (const auto name : {check.name, check.fallback}) {
    const auto* setting = name.empty() ? nullptr : fields.if_contains(name);
    if (setting != nullptr && setting->is_string()) return setting->get_string();
  }
  return "Off";
}

bool applies(const Check& check, const json::object& body) {
  if (check.member.empty()) return true;
  const auto* member = body.if_contains(check.member);
  if (member == nullptr || check.word.empty()) return member != nullptr;
  return member->is_string() && member->get_string() == check.word;
}

RequestError refusal(std::string code, int status) {
  return {.code = std::move(code), .status = status};
}

RequestError missing_scope(Check::MissingScope missing) {
  using enum Check::MissingScope;
  if (missing == forbidden) return refusal("auth.forbidden", 403);
  return refusal("auth.unauthorized", missing == bad_request ? 400 : 401);
}

}  // namespace

std::optional<RequestError> find_refusal(const Check& check, const CheckFacts& facts) {
  const Caller& caller = facts.caller;
  using enum Check::Kind;
  if (!applies(check, facts.body)) return std::nullopt;
  switch (check.kind) {
    case editable:
      if (setting_of(facts.fields, check) == "Edit") return std::nullopt;
      return refusal("account_center.field_not_editable", 400);
    case visible:
      if (setting_of(facts.fields, check) != "Off") return std::nullopt;
      return refusal("account_center.field_not_enabled", 400);
    case scope:
      if (contains(caller.scopes, check.name)) return std::nullopt;
      return missing_scope(check.missing);
    case organization_permission:
      if (contains(caller.scopes, check.name)) return std::nullopt;
      return refusal("auth.forbidden", 403);
    case first_party:
      if (caller.is_first_party) return std::nullopt;
      return refusal("auth.third_party_application_forbidden", 403);
    case step_up_if_possible:
      if (!caller.has_security_verification_method() && caller.has_just_signed_in)
        return std::nullopt;
      [[fallthrough]];
    case step_up:
      if (caller.is_identity_verified()) return std::nullopt;
      return refusal("verification_record.permission_denied", 401);
  }
  return refusal("auth.forbidden", 403);
}

std::optional<RequestError> find_refusal(const Checks& checks, const CheckFacts& facts) {
  for (const auto& check : checks) {
    if (auto refused = find_refusal(check, facts)) return refused;
  }
  return std::nullopt;
}

bool takes_organization_token(const Checks& checks) {
  return std::any_of(checks.begin(), checks.end(), [](const Check& check) {
    return check.kind == Check::Kind::organization_permission;
  });
}

bool is_visible(const json::object& fields, std::string_view field) {
  return setting_of(fields, visible(field)) != "Off";
}

}  // namespace daemun::account
