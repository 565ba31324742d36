#include "domain/one_time_token.h"

#include "base/uri.h"

namespace daemun {
namespace {

constexpr std::string_view status_words[] = {"active", "consumed", "revoked", "expired"};

}  // namespace

std::string_view to_string(OneTimeTokenStatus status) {
  return status_words[static_cast<std::size_t>(status)];
}

std::optional<OneTimeTokenStatus> parse_one_time_token_status(std::string_view word) {
  using Status = OneTimeTokenStatus;
  for (const auto status : {Status::active, Status::consumed, Status::revoked, Status::expired}) {
    if (to_string(status) == word) return status;
  }
  return std::nullopt;
}

OneTimeTokenStatus status_at(const OneTimeToken& token, TimePoint now) {
  const bool has_ended = token.status == OneTimeTokenStatus::active && token.expires_at <= now;
  return has_ended ? OneTimeTokenStatus::expired : token.status;
}

std::vector<OrganizationId> jit_organizations(const OneTimeToken& token) {
  std::vector<OrganizationId> ids;
  for (auto& id : find_strings(token.context, "jitOrganizationIds"))
    ids.emplace_back(std::move(id));
  return ids;
}

std::vector<RoleId> jit_roles(const OneTimeToken& token) {
  std::vector<RoleId> ids;
  for (auto& id : find_strings(token.context, "jitRoleIds"))
    ids.emplace_back(std::move(id));
  return ids;
}

std::optional<std::string> redirect_url(const OneTimeToken& token) {
  const auto url = find_string(token.context, "redirectUrl");
  return url ? std::optional<std::string>(*url) : std::nullopt;
}

std::string path_of(const OneTimeToken& token) {
  auto path = with_query_parameter("/magic-link", "token", token.value.reveal());
  return with_query_parameter(std::move(path), "email", token.email);
}

bool is_for_event(const OneTimeToken& token, std::string_view event) {
  return find_string(token.context, "interactionEvent").value_or(event) == event;
}

std::string_view one_time_token_problem(
    const OneTimeToken& token, std::string_view email, TimePoint now
) {
  if (token.email != email) return "one_time_token.email_mismatch";
  switch (status_at(token, now)) {
    case OneTimeTokenStatus::active:
      return {};
    case OneTimeTokenStatus::consumed:
      return "one_time_token.token_consumed";
    case OneTimeTokenStatus::revoked:
      return "one_time_token.token_revoked";
    case OneTimeTokenStatus::expired:
      return "one_time_token.token_expired";
  }
  return "one_time_token.token_not_found";
}

}  // namespace daemun
