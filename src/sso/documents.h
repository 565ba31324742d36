// The documents in which identity providers describe themselves: discovery documents and SAML
// metadata. They are fetched when needed and kept for ten minutes; a provider that does not answer
// is known by the kept one for a day.
#ifndef DAEMUN_SSO_DOCUMENTS_H
#define DAEMUN_SSO_DOCUMENTS_H

#include "base/clock.h"
#include "base/result.h"
#include "base/task.h"
#include "base/task_pause.h"
#include "net/http_task.h"

#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>

namespace daemun::sso {

// `fetched`: asked for now, for an administrator who has just changed something there.
enum class Freshness { kept, fetched };

struct Document {
  net::Request request;
  // Whether an answer can be used. One that cannot does not take the place of a kept one.
  std::function<bool(const net::Response&)> is_good;
};

// May be used by several threads. The client and the clock outlive it.
class Documents {
 public:
  static constexpr std::size_t max_kept = 200;
  static constexpr Seconds kept_for{600};
  static constexpr Seconds usable_for{24 * 3600};
  // How long a provider that has not answered, or not well, is not asked again.
  static constexpr Seconds failure_kept_for{10};
  static constexpr Milliseconds timeout{3000};

  using Pause = Task<void> (*)(Milliseconds);

  Documents(net::TaskHttpClient& http, const Clock& clock, Pause pause = pause_for)
      : http_(http), clock_(clock), pause_(pause) {}

  // The kept answer or a new one, which may be bad. `fetched` tells of the provider as it is now: a
  // kept answer stands in for nothing. Errors: those of the client.
  Task<Result<net::Response, net::HttpError>> fetch(Document document, Freshness freshness);

 private:
  using Outcome = Result<net::Response, net::HttpError>;
  struct Entry {
    std::optional<net::Response> good{};
    TimePoint good_at{};
    std::optional<Outcome> failure{};  // the latest, where it came after the good one
    TimePoint tried_at{};
    std::optional<TimePoint> asked_at{};  // a caller waits for the provider
  };
  // Without an outcome the caller asks the provider, or waits for the one who does.
  struct Known {
    std::optional<Outcome> outcome{};
    bool is_asked = false;
  };

  Known find_or_ask(const std::string& url, TimePoint now);
  Task<std::optional<Outcome>> wait_for_other(std::string url);
  // Returns what is known now, for callers whom a kept answer helps.
  Outcome keep(const Document& document, Outcome outcome, TimePoint now);
  void make_room();

  net::TaskHttpClient& http_;
  const Clock& clock_;
  Pause pause_;
  std::mutex mutex_;
  std::map<std::string, Entry> entries_;  // by URL
};

}  // namespace daemun::sso

#endif
