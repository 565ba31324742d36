// The token of a link in a mail (Logto's magic link): presenting it proves access to that mailbox.
#ifndef DAEMUN_DOMAIN_ONE_TIME_TOKEN_H
#define DAEMUN_DOMAIN_ONE_TIME_TOKEN_H

#include "base/clock.h"
#include "base/id.h"
#include "base/json.h"
#include "base/secret.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daemun {

// 21 characters [0-9a-z].
using OneTimeTokenId = Id<struct OneTimeTokenTag>;

inline constexpr std::size_t one_time_token_length = 32;
inline constexpr Seconds one_time_token_ttl{600};

enum class OneTimeTokenStatus { active, consumed, revoked, expired };

std::string_view to_string(OneTimeTokenStatus status);
std::optional<OneTimeTokenStatus> parse_one_time_token_status(std::string_view word);

struct OneTimeToken {
  OneTimeTokenId id{};
  std::string email{};  // canonical
  Secret value{};
  // jitOrganizationIds, interactionEvent, and ours: jitRoleIds, redirectUrl
  json::object context{};
  OneTimeTokenStatus status = OneTimeTokenStatus::active;  // as stored: nobody turns it at the end
  TimePoint created_at{};
  TimePoint expires_at{};
};

// An active token past its end is an expired one.
OneTimeTokenStatus status_at(const OneTimeToken& token, TimePoint now);

// The organizations that whoever uses the token joins.
std::vector<OrganizationId> jit_organizations(const OneTimeToken& token);

// The roles of the account that the token makes. In a tenant without registration they are what
// makes it an invitation.
std::vector<RoleId> jit_roles(const OneTimeToken& token);

// Where its owner goes after signing in through our link; nothing: a page of ours says so.
std::optional<std::string> redirect_url(const OneTimeToken& token);

// "/magic-link?token=…&email=…", which begins a dialogue and uses nothing up.
std::string path_of(const OneTimeToken& token);

// Whether the token may be used in a dialogue of that kind ("SignIn", "Register"): one that was
// made for another kind may not.
bool is_for_event(const OneTimeToken& token, std::string_view event);

// Why the token is not good for that address (canonical) now: Logto's code; empty when it is.
std::string_view one_time_token_problem(
    const OneTimeToken& token, std::string_view email, TimePoint now
);

}  // namespace daemun

#endif
