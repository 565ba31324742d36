#include "http/compression.h"

#include "base/text.h"
#include "http/vary.h"

#include <zlib.h>

#include <array>
#include <new>
#include <stdexcept>
#include <utility>

namespace daemun::http {

namespace {

constexpr std::size_t min_size = 1024;

bool is_compressible(const Response& response) {
  const std::string* type = response.find("Content-Type");
  if (type == nullptr || response.find("Content-Encoding") != nullptr) return false;
  const std::string media_type =
      to_lower_ascii(trim(std::string_view(*type).substr(0, type->find(';'))));
  constexpr std::array<std::string_view, 3> types{
      "application/json", "application/javascript", "image/svg+xml"};
  for (const std::string_view word : types) {
    if (media_type == word) return true;
  }
  return media_type.starts_with("text/") || media_type.ends_with("+json");
}

bool is_no_store(const Response& response) {
  const std::string* cache_control = response.find("Cache-Control");
  return cache_control != nullptr &&
         to_lower_ascii(*cache_control).find("no-store") != std::string::npos;
}

bool is_zero_quality(std::string_view parameters) {
  const std::size_t q = parameters.find("q=");
  if (q == std::string_view::npos) return false;
  return parameters.substr(q + 2).find_first_of("123456789") == std::string_view::npos;
}

}  // namespace

bool accepts_gzip(std::string_view accept_encoding) {
  bool accepted = false;
  for (const std::string& word : split_words(accept_encoding, ',')) {
    const std::string item = to_lower_ascii(word);
    const std::size_t end = std::min(item.find(';'), item.size());
    const std::string_view coding = trim(std::string_view(item).substr(0, end));
    const bool usable = !is_zero_quality(std::string_view(item).substr(end));
    if (coding == "gzip" || coding == "x-gzip") return usable;
    if (coding == "*") accepted = usable;
  }
  return accepted;
}

std::string to_gzip(std::string_view text) {
  z_stream stream{};
  constexpr int gzip_window = MAX_WBITS + 16;
  constexpr int level = 5;
  if (deflateInit2(&stream, level, Z_DEFLATED, gzip_window, 8, Z_DEFAULT_STRATEGY) != Z_OK) {
    throw std::bad_alloc();
  }
  std::string out(deflateBound(&stream, static_cast<uLong>(text.size())), '\0');
  // zlib does not write to its input.
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int result = deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  if (result != Z_STREAM_END) throw std::runtime_error("cannot compress a body");
  out.shrink_to_fit();  // the bound is as long as the text
  return out;
}

Response with_gzip(const Request& request, Response response) {
  return is_no_store(response) ? std::move(response)
                               : with_document_gzip(request, std::move(response));
}

Response with_document_gzip(const Request& request, Response response) {
  if (!is_compressible(response)) return response;
  add_vary(response, "Accept-Encoding");
  if (response.status == 206 || response.text().size() < min_size) return response;
  if (!accepts_gzip(request.header("accept-encoding").value_or(""))) return response;
  response.body = to_gzip(response.text());
  response.shared.reset();
  response.set("Content-Encoding", "gzip");
  return response;
}

}  // namespace daemun::http
