// Lets an administrator's machine act as a user: exchanged once for an access token of that
// user (Logto's impersonation, RFC 8693).
#ifndef DAEMUN_DOMAIN_SUBJECT_TOKEN_H
#define DAEMUN_DOMAIN_SUBJECT_TOKEN_H

#include "base/clock.h"
#include "base/id.h"

#include <optional>
#include <string>
#include <string_view>

namespace daemun {

// 21 characters [0-9a-z].
using SubjectTokenId = Id<struct SubjectTokenTag>;

inline constexpr std::string_view subject_token_prefix = "sub_";
inline constexpr Seconds subject_token_ttl{600};

struct SubjectToken {
  SubjectTokenId id{};  // of the row; the token itself is a secret, and only its hash is kept
  UserId user_id{};
  std::string context = "{}";  // JSON object: why, in the words of who asked for it
  std::string creator_id{};    // the machine or person that asked
  TimePoint created_at{};
  TimePoint expires_at{};
  std::optional<TimePoint> consumed_at{};
};

}  // namespace daemun

#endif
