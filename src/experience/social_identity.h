// An account at another service that has been proven to be the person's, as a dialogue keeps it.
#ifndef DAEMUN_EXPERIENCE_SOCIAL_IDENTITY_H
#define DAEMUN_EXPERIENCE_SOCIAL_IDENTITY_H

#include "base/json.h"

#include <optional>
#include <string>

namespace daemun::experience {

struct SocialIdentity {
  std::string connector_id{};  // which must still be there and in use at the end
  std::string target{};
  std::string id{};
  // A JSON object, Logto's userInfo: id, email, phone, name, avatar, rawData. As a text, for what a
  // service says may be deep.
  std::string details = "{}";
  // Canonical addresses that the service has verified; empty: none.
  std::string email{};
  std::string phone{};
};

json::object to_json(const SocialIdentity& identity);
// Throws std::runtime_error on anything that to_json did not make.
SocialIdentity parse_social_identity(const json::object& object);

// A member of the details.
std::optional<std::string> find_detail(const SocialIdentity& identity, std::string_view name);

// Whether a user's identities (User::identities) have one of the target, and which.
std::optional<std::string> find_identity(std::string_view identities, std::string_view target);
// With this one.
std::string with_identity(std::string_view identities, const SocialIdentity& identity);

}  // namespace daemun::experience

#endif
