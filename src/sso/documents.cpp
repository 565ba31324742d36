#include "sso/documents.h"

#include <algorithm>
#include <utility>

namespace daemun::sso {

Task<Result<net::Response, net::HttpError>> Documents::fetch(
    Document document, Freshness freshness
) {
  if (freshness == Freshness::kept) {
    auto kept = find(document.request.url, clock_.now());
    if (kept) co_return *std::move(kept);
  }
  net::Request request = document.request;
  request.timeout = timeout;
  const auto outcome = co_await http_.send(std::move(request));
  auto known = keep(document, outcome, clock_.now());
  co_return freshness == Freshness::fetched ? outcome : std::move(known);
}

std::optional<Documents::Outcome> Documents::find(const std::string& url, TimePoint now) {
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find(url);
  if (found == entries_.end()) return std::nullopt;
  auto& entry = found->second;
  if (entry.good && now < entry.good_at + kept_for) return Outcome(*entry.good);
  if (now < entry.tried_at + failure_kept_for) {
    if (entry.good) return Outcome(*entry.good);
    if (entry.failure) return entry.failure;
  }
  // Others use the kept one while this caller asks.
  if (entry.good) entry.tried_at = now;
  return std::nullopt;
}

Documents::Outcome Documents::keep(const Document& document, Outcome outcome, TimePoint now) {
  const bool is_good = outcome && outcome->status == 200 && document.is_good(*outcome);
  const std::lock_guard lock(mutex_);
  if (!entries_.contains(document.request.url)) make_room();
  auto& entry = entries_[document.request.url];
  entry.tried_at = now;
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
