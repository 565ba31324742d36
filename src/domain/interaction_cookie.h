// The `_interaction` cookie: the dialogues of a browser. Its value is Logto's, the percent-encoded
// JSON map {"<client_id>": "<uid>", ..., "_legacy": "<newest uid>"}, and "_earlier": ["<uid>",
// ...], the dialogues that other tabs began before.
#ifndef DAEMUN_DOMAIN_INTERACTION_COOKIE_H
#define DAEMUN_DOMAIN_INTERACTION_COOKIE_H

#include "base/id.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace daemun {

class InteractionCookie {
 public:
  // A text that is not such a map counts as one dialogue of no particular application; what is
  // malformed beyond that is an empty map.
  static InteractionCookie parse(std::string_view value);

  // The newest dialogue of that application.
  std::optional<InteractionId> find(const ApplicationId& client) const;
  // The newest one of any application.
  std::optional<InteractionId> find_newest() const;

  // Every dialogue of this browser, once each.
  std::vector<InteractionId> list() const;

  // Keeps the ten newest applications, and ten dialogues that came before these.
  void set(const ApplicationId& client, const InteractionId& id);
  void remove(const InteractionId& id);
  bool empty() const { return entries_.empty() && earlier_.empty() && !newest_; }

  std::string to_value() const;

 private:
  void keep_earlier(InteractionId id);

  std::vector<std::pair<ApplicationId, InteractionId>> entries_;  // oldest first
  std::vector<InteractionId> earlier_;                            // oldest first
  std::optional<InteractionId> newest_;
};

}  // namespace daemun

#endif
