// For any bytes, the door's head parser and the chunked body parser keep their promises.
#include "http/chunked_body.h"
#include "http/forwarded.h"
#include "http/head.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace {

using namespace daemun::http;

void require(bool condition) {
  if (!condition) std::abort();
}

// However the bytes are cut, the verdict and the body are the same.
void check_chunks(std::string_view bytes, const Limits& limits) {
  ChunkedBody whole(limits.body_bytes, limits.header_bytes);
  const auto used = whole.feed(bytes);
  ChunkedBody parts(limits.body_bytes, limits.header_bytes);
  std::size_t start = 0;
  bool refused = false;
  for (std::size_t end = 1; end <= bytes.size() && !refused && !parts.is_complete(); ++end) {
    const auto taken = parts.feed(bytes.substr(start, end - start));
    refused = !taken;
    if (taken) start += *taken;
  }
  require(refused == !used);
  require(whole.is_complete() == parts.is_complete());
  if (used) {
    require(*used == start);
    const std::string body = whole.take();
    require(body == parts.take());
    require(body.size() <= limits.body_bytes);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  Limits limits;
  limits.header_bytes = 2048;
  limits.target_bytes = 512;
  limits.body_bytes = 1024;
  const auto end = find_head_end(bytes, 0);
  if (!end) return 0;
  auto head = parse_head(bytes.substr(0, *end), limits);
  if (!head) {
    require(head.error().status >= 400 && head.error().status < 600);
    return 0;
  }
  Request& request = head->request;
  require(request.path.starts_with('/'));
  require(request.path.size() + request.query.size() <= limits.target_bytes);
  require(request.headers.size() <= max_header_fields);
  require(head->content_length <= limits.body_bytes);
  for (const Header& header : request.headers) {
    require(header.value.find_first_of(std::string_view("\r\n\0", 3)) == std::string::npos);
  }
  apply_forwarded(request);
  require(request.scheme == "http" || request.scheme == "https");
  if (head->framing == Framing::chunked) check_chunks(bytes.substr(*end), limits);
  return 0;
}
