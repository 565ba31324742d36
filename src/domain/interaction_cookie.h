// The `_interaction` cookie: one dialogue per application, so that several may sign in at the same
// time in one browser. Its value is Logto's: the percent-encoded JSON map
// {"<client_id>": "<uid>", ..., "_legacy": "<newest uid>"}.
#ifndef DAEMUN_DOMAIN_INTERACTION_COOKIE_H
#define DAEMUN_DOMAIN_INTERACTION_COOKIE_H

#include "base/id.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace daemun {

inline constexpr std::string_view interaction_cookie_name = "_interaction";
inline constexpr std::string_view interaction_resume_cookie_name = "_interaction_resume";

class InteractionCookie {
 public:
  // A text that is not such a map counts as one dialogue of no particular application; what is
  // malformed beyond that is an empty map.
  static InteractionCookie parse(std::string_view value);

  // The dialogue of that application.
  std::optional<InteractionId> find(const ApplicationId& client) const;
  // The newest one of any application.
  std::optional<InteractionId> find_newest() const;

  // Keeps the ten newest applications.
  void set(const ApplicationId& client, const InteractionId& id);
  void remove(const InteractionId& id);
  bool empty() const { return entries_.empty() && !newest_; }

  std::string to_value() const;

 private:
  std::vector<std::pair<ApplicationId, InteractionId>> entries_;  // oldest first
  std::optional<InteractionId> newest_;
};

}  // namespace daemun

#endif
