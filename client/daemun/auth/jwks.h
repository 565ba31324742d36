// A provider's public keys (OpenID Connect Discovery 3, RFC 7517): how they are asked for and how
// long they are good. The cache is a state machine without a clock, a lock or a connection: it says
// what to do next, its owner does it and tells the outcome.
#ifndef DAEMUN_AUTH_JWKS_H
#define DAEMUN_AUTH_JWKS_H

#include "base/clock.h"
#include "base/result.h"
#include "daemun/auth/error.h"
#include "daemun/auth/http.h"
#include "daemun/auth/provider.h"
#include "jose/jwks.h"

#include <optional>
#include <string>

namespace daemun::auth {

struct FetchedKeys {
  jose::KeySet keys{};
  // Of the answer's headers (RFC 9111 5.2.2.1, RFC 9110 8.8.3); empty when absent.
  std::optional<Seconds> max_age{};
  std::string etag{};
};

// `etag` of the keys at hand, or empty. Errors: not_supported.
Result<Request, AuthError> make_jwks_request(const Provider& provider, const std::string& etag);

// At most 256 KiB. Nothing for 304: the keys at hand are still right. Errors: those of a JSON
// answer; no_usable_keys when not one key can be used here, so that a broken document drives out no
// good keys.
Result<std::optional<FetchedKeys>, AuthError> read_jwks_response(const Response& response);

struct JwksPolicy {
  // When the answer does not say; what it says is kept within the two bounds.
  Seconds max_age{600};
  Seconds shortest{60};
  Seconds longest{24 * 3600};
  // Between two attempts, whatever unknown keys strangers put into their tokens, and after a
  // failure.
  Seconds cool_down{30};
  // Beyond max_age while the provider cannot be reached.
  Seconds stale_if_error{24 * 3600};
  // After that an attempt without outcome counts as lost.
  Seconds attempt_timeout{30};
};

class JwksCache {
 public:
  explicit JwksCache(JwksPolicy policy = {}) : policy_(policy) {}

  // use: keys() are good. fetch: ask the provider, then call store, keep or fail; until then no one
  // else is told to. wait: somebody is asking, and there is nothing to go by meanwhile.
  // unavailable: the last attempt failed a moment ago, and there is nothing to go by.
  enum class Step { use, fetch, wait, unavailable };

  // Before a token is verified.
  Step next(TimePoint now);
  // When verification says unknown_key. `use` means: the keys are as new as they may be, and the
  // token stays refused.
  Step next_for_unknown_key(TimePoint now);

  void store(FetchedKeys fetched, TimePoint now);
  // 304
  void keep(TimePoint now);
  void fail(TimePoint now);

  // Whether there is something to go by, without asking for anything: keys that are good, or those
  // of a provider that cannot be reached and has been away for no longer than the policy allows.
  bool is_usable(TimePoint now) const;
  const jose::KeySet& keys() const { return keys_; }
  const std::string& etag() const { return etag_; }

 private:
  bool is_fetching(TimePoint now) const;
  bool is_cooling_down(TimePoint now) const;
  Step begin(TimePoint now);

  JwksPolicy policy_;
  jose::KeySet keys_;
  std::string etag_;
  Seconds lifetime_{0};
  // Absent before the first success and the first attempt.
  std::optional<TimePoint> stored_at_;
  std::optional<TimePoint> attempted_at_;
  bool is_attempt_open_ = false;
};

}  // namespace daemun::auth

#endif
