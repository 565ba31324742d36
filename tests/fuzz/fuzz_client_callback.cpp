// Arbitrary queries and forms as a user's return: no code without the state that was sent.
#include "daemun/auth/callback.h"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>

namespace {

using namespace daemun::auth;

const daemun::TimePoint now = daemun::from_unix_seconds(1'800'000'000);

void check(const Request& request) {
  const auto fields = parse_callback(request);
  if (!fields) return;
  Registration registration;
  registration.provider = {.id = "p", .metadata = {.issuer = "https://i.example"}};
  registration.client.client_id = "c";
  PendingAuthorization pending;
  pending.provider_id = "p";
  pending.issuer = "https://i.example";
  pending.client_id = "c";
  pending.state = "s";
  pending.created_at = now;
  const auto received = read_callback(*fields, std::move(pending), registration, now);
  if (!received) return;
  if (fields->find("state") != "s" || fields->count("error") > 1) std::abort();
  if (fields->find("error") || received->code.empty()) std::abort();
  const auto issuer = fields->find("iss");
  if (issuer && *issuer != "https://i.example") std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  Request request;
  request.url = "/callback?" + text;
  check(request);
  request.method = "POST";
  request.headers = {{"content-type", "application/x-www-form-urlencoded"}};
  request.body = text;
  check(request);
  // A record that is read is one that can be written.
  if (const auto pending = parse_pending_authorization(text)) {
    if (!parse_pending_authorization(to_text(*pending).reveal())) std::abort();
  }
  return 0;
}
