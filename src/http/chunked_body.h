// Takes a chunked body apart (RFC 9112 7.1), strictly. Extensions and trailers are checked and
// dropped. Written here because Beast's parser stops the program (an assertion) when the last chunk
// arrives in pieces.
#ifndef DAEMUN_HTTP_CHUNKED_BODY_H
#define DAEMUN_HTTP_CHUNKED_BODY_H

#include "base/result.h"
#include "http/head.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace daemun::http {

class ChunkedBody {
 public:
  ChunkedBody(std::size_t max_body_bytes, std::size_t max_head_bytes);

  // Takes from `bytes` what it can and returns how much that was; what is left must come again with
  // more behind it. Errors: 400, and 413 when the body or its framing grows beyond the limits.
  Result<std::size_t, HeadError> feed(std::string_view bytes);
  bool is_complete() const { return state_ == State::complete; }
  std::string take() { return std::move(body_); }
  std::size_t held_bytes() const { return body_.size(); }

 private:
  enum class State { size, data, data_end, trailer, complete };
  // The number of bytes taken of those at hand; nothing when more are needed.
  using Step = Result<std::optional<std::size_t>, HeadError>;

  Step step(std::string_view bytes);
  Step take_size(std::string_view bytes);
  Step take_data(std::string_view bytes);
  Step take_data_end(std::string_view bytes);
  Step take_trailer(std::string_view bytes);

  std::size_t max_body_bytes_;
  std::size_t max_raw_bytes_;
  State state_ = State::size;
  std::size_t chunk_left_ = 0;
  std::size_t raw_bytes_ = 0;
  std::string body_;
};

}  // namespace daemun::http

#endif
