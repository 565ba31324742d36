// The claims of a token whose signature and dates have been checked (RFC 7519 4).
#ifndef DAEMUN_JOSE_CLAIMS_H
#define DAEMUN_JOSE_CLAIMS_H

#include "base/clock.h"
#include "base/json.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daemun::jose {

// Getters return nothing for a claim that is absent or of another type. Views live as long as the
// object.
class Claims {
 public:
  explicit Claims(json::object members) : members_(std::move(members)) {}

  std::optional<std::string_view> iss() const { return text("iss"); }
  std::optional<std::string_view> sub() const { return text("sub"); }
  std::optional<std::string_view> nonce() const { return text("nonce"); }
  std::optional<std::string_view> sid() const { return text("sid"); }
  std::optional<std::string_view> jti() const { return text("jti"); }
  std::optional<std::string_view> client_id() const { return text("client_id"); }
  std::optional<std::string_view> scope() const { return text("scope"); }
  // A single audience may stand without its array. Empty when absent, and when one of the array's
  // elements is not a string.
  std::vector<std::string> aud() const;
  std::optional<TimePoint> exp() const { return time("exp"); }
  std::optional<TimePoint> nbf() const { return time("nbf"); }
  std::optional<TimePoint> iat() const { return time("iat"); }

  bool has(std::string_view name) const { return members_.contains(name); }
  const json::object& members() const { return members_; }

 private:
  std::optional<std::string_view> text(std::string_view name) const {
    return find_string(members_, name);
  }
  // NumericDate: seconds, a fraction allowed. Nothing outside the years 1 to 9999.
  std::optional<TimePoint> time(std::string_view name) const;

  json::object members_;
};

}  // namespace daemun::jose

#endif
