#include "http/conditional.h"

#include "base/encoding.h"
#include "base/text.h"

#include <array>
#include <cstdint>
#include <cstring>

namespace daemun::http {

namespace {

// Eight bytes a step, with a multiply and a shift. An ETag only has to differ when the body does by
// accident, not under attack: the server writes both.
std::uint64_t hash_body(std::string_view body) {
  constexpr std::uint64_t factor = 0x9fb21c651e98df25U;
  std::uint64_t hash = body.size() * factor;
  const auto mix = [&hash](std::uint64_t word) {
    hash = (hash ^ word) * factor;
    hash ^= hash >> 32;
  };
  while (body.size() >= 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, body.data(), 8);
    mix(word);
    body.remove_prefix(8);
  }
  std::uint64_t tail = 0;
  if (!body.empty()) std::memcpy(&tail, body.data(), body.size());
  mix(tail);
  return hash;
}

std::string_view to_opaque(std::string_view etag) {
  if (etag.starts_with("W/")) etag.remove_prefix(2);
  return etag;
}

}  // namespace

std::string to_etag(std::string_view body) {
  const std::uint64_t hash = hash_body(body);
  std::array<char, 8> bytes{};
  std::memcpy(bytes.data(), &hash, bytes.size());
  // Weak: a compressed copy has the same one.
  return "W/\"" + std::to_string(body.size()) + "-" + to_base64url({bytes.data(), bytes.size()}) +
         "\"";
}

bool matches_etag(std::string_view if_none_match, std::string_view etag) {
  if (trim(if_none_match) == "*") return true;
  for (const std::string& word : split_words(if_none_match, ',')) {
    if (to_opaque(trim(word)) == to_opaque(etag)) return true;
  }
  return false;
}

Response with_etag(const Request& request, Response response) {
  const bool reads = request.method == Method::get || request.method == Method::head;
  if (!reads || response.status != 200) return response;
  if (response.find("ETag") == nullptr) response.add("ETag", to_etag(response.text()));
  const auto if_none_match = request.header("if-none-match");
  if (!if_none_match || !matches_etag(*if_none_match, *response.find("ETag"))) return response;

  response.status = 304;
  response.body.clear();
  response.shared.reset();
  std::erase_if(response.headers, [](const Header& header) {
    return equals_ignoring_ascii_case(header.name, "Content-Type") ||
           equals_ignoring_ascii_case(header.name, "Content-Encoding");
  });
  return response;
}

}  // namespace daemun::http
