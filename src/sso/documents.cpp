#include "sso/documents.h"

#include <algorithm>
#include <utility>

namespace daemun::sso {
namespace {

constexpr Milliseconds pause_time{50};
constexpr int most_pauses = static_cast<int>(2 * Documents::timeout / pause_time);

}  // namespace

Task<Result<net::Response, net::HttpError>> Documents::fetch(
    Document document, Freshness freshness
) {
  if (freshness == Freshness::kept) {
    auto known = co_await wait_for_other(document.request.url);
    if (known) co_return *std::move(known);
  }
  net::Request request = document.request;
  request.timeout = timeout;
  const auto outcome = co_await http_.send(std::move(request));
  auto known = keep(document, outcome, clock_.now());
  co_return freshness == Freshness::fetched ? outcome : std::move(known);
}

// Nothing: this caller is the one who asks. Others come from anywhere, and a provider that is slow
// must not be asked by each of them.
Task<std::optional<Documents::Outcome>> Documents::wait_for_other(std::string url) {
  for (int turn = 0; turn < most_pauses; ++turn) {
    auto known = find_or_ask(url, clock_.now());
    if (!known.is_asked) co_return std::move(known.outcome);
    co_await pause_(pause_time);
  }
  co_return Outcome(net::HttpError{
      .code = net::HttpError::Code::timed_out, .description = "another request waits for it"});
}

Documents::Known Documents::find_or_ask(const std::string& url, TimePoint now) {
  const std::lock_guard lock(mutex_);
  if (!entries_.contains(url)) make_room();
  auto& entry = entries_[url];
  if (entry.good && now < entry.good_at + kept_for) return {.outcome = *entry.good};
  const bool has_usable = entry.good && now < entry.good_at + usable_for;
  const bool has_tried = entry.failure && now < entry.tried_at + failure_kept_for;
  // A caller that has gone away leaves its mark; it does not count for long.
  const bool is_asked = entry.asked_at && now < *entry.asked_at + 2 * timeout;
  if (has_usable && (has_tried || is_asked)) return {.outcome = *entry.good};
  if (has_tried) return {.outcome = entry.failure};
  if (is_asked) return {.is_asked = true};
  entry.asked_at = now;
  return {};
}

Documents::Outcome Documents::keep(const Document& document, Outcome outcome, TimePoint now) {
  const bool is_good = outcome && outcome->status == 200 && document.is_good(*outcome);
  const std::lock_guard lock(mutex_);
  if (!entries_.contains(document.request.url)) make_room();
  auto& entry = entries_[document.request.url];
  entry.tried_at = now;
  entry.asked_at.reset();
  if (is_good) {
    entry = {.good = *outcome, .good_at = now, .tried_at = now};
    return outcome;
  }
  entry.failure = outcome;
  const bool has_usable = entry.good && now < entry.good_at + usable_for;
  if (!has_usable) {
    entry.good.reset();
    return outcome;
  }
  return *entry.good;
}

void Documents::make_room() {
  if (entries_.size() < max_kept) return;
  const auto oldest =
      std::min_element(entries_.begin(), entries_.end(), [](const auto& left, const auto& right) {
        return left.second.tried_at < right.second.tried_at;
      });
  entries_.erase(oldest);
}

}  // namespace daemun::sso
