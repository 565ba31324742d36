#include "daemun/auth/jwks.h"

#include "base/text.h"
#include "daemun/auth/answer.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <string_view>
#include <system_error>
#include <utility>

namespace daemun::auth {

namespace {

using Code = AuthError::Code;

constexpr AnswerRules jwks_answer{.max_bytes = 256 * 1024, .max_depth = 8};
constexpr std::size_t max_etag_size = 256;

// no-cache and no-store stand for zero; the policy's bound makes something of it.
std::optional<Seconds> read_max_age(const Response& response) {
  const std::string* header = find_header(response.headers, "cache-control");
  if (header == nullptr) return std::nullopt;
  std::optional<Seconds> max_age;
  for (const std::string& part : split_words(*header, ',')) {
    const std::string directive = to_lower_ascii(trim(part));
    if (directive == "no-cache" || directive == "no-store") return Seconds(0);
    constexpr std::string_view prefix = "max-age=";
    if (!directive.starts_with(prefix)) continue;
    std::int32_t seconds = 0;
    const char* end = directive.data() + directive.size();
    const auto parsed = std::from_chars(directive.data() + prefix.size(), end, seconds);
    if (parsed.ec == std::errc() && parsed.ptr == end && seconds >= 0) max_age = Seconds(seconds);
  }
  return max_age;
}

// A text that can be sent back in a header, or nothing.
std::string read_etag(const Response& response) {
  const std::string* header = find_header(response.headers, "etag");
  if (header == nullptr || header->size() > max_etag_size) return "";
  const bool is_visible =
      std::all_of(header->begin(), header->end(), [](char c) { return c > 0x20 && c < 0x7f; });
  return is_visible ? *header : "";
}

}  // namespace

Result<Request, AuthError> make_jwks_request(const Provider& provider, const std::string& etag) {
  if (provider.metadata.jwks_uri.empty()) {
    return refuse(Code::not_supported, "the provider has no key set");
  }
  Request request;
  request.url = provider.metadata.jwks_uri;
  request.headers = {{"Accept", "application/json, application/jwk-set+json"}};
  if (!etag.empty()) request.headers.push_back({"If-None-Match", etag});
  request.max_response_bytes = jwks_answer.max_bytes;
  request.urgency = Urgency::shared;
  return request;
}

Result<std::optional<FetchedKeys>, AuthError> read_jwks_response(const Response& response) {
  if (response.status == 304) return std::optional<FetchedKeys>();
  const auto document = read_json_answer(response, jwks_answer);
  if (!document) return document.error();
  auto keys = jose::parse_key_set(*document);
  if (keys.keys().empty()) {
    return refuse(Code::no_usable_keys, "the provider's key set has no key that can be used");
  }
  return std::optional<FetchedKeys>(FetchedKeys{
      .keys = std::move(keys),
      .max_age = read_max_age(response),
      .etag = read_etag(response),
  });
}

bool JwksCache::is_fetching(TimePoint now) const {
  return is_attempt_open_ && now < *attempted_at_ + policy_.attempt_timeout;
}

bool JwksCache::is_cooling_down(TimePoint now) const {
  return attempted_at_ && now < *attempted_at_ + policy_.cool_down;
}

bool JwksCache::is_usable(TimePoint now) const {
  return stored_at_ && now < *stored_at_ + lifetime_ + policy_.stale_if_error;
}

JwksCache::Step JwksCache::begin(TimePoint now) {
  attempted_at_ = now;
  is_attempt_open_ = true;
  return Step::fetch;
}

JwksCache::Step JwksCache::next(TimePoint now) {
  if (stored_at_ && now < *stored_at_ + lifetime_) return Step::use;
  if (is_fetching(now)) return is_usable(now) ? Step::use : Step::wait;
  if (!is_cooling_down(now)) return begin(now);
  return is_usable(now) ? Step::use : Step::unavailable;
}

JwksCache::Step JwksCache::next_for_unknown_key(TimePoint now) {
  // A fetch that is under way may bring the key.
  if (is_fetching(now)) return Step::wait;
  if (!is_cooling_down(now)) return begin(now);
  return is_usable(now) ? Step::use : Step::unavailable;
}

void JwksCache::store(FetchedKeys fetched, TimePoint now) {
  keys_ = std::move(fetched.keys);
  etag_ = std::move(fetched.etag);
  lifetime_ =
      std::clamp(fetched.max_age.value_or(policy_.max_age), policy_.shortest, policy_.longest);
  stored_at_ = now;
  is_attempt_open_ = false;
}

void JwksCache::keep(TimePoint now) {
  // 304 to a request without ETag says nothing.
  if (stored_at_) stored_at_ = now;
  is_attempt_open_ = false;
}

void JwksCache::fail(TimePoint now) {
  attempted_at_ = now;
  is_attempt_open_ = false;
}

}  // namespace daemun::auth
