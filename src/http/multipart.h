// Files that browsers send: multipart/form-data (RFC 7578), strictly. A body that could be read in
// two ways is refused: text before the first part, bare line feeds, header lines that go on, names
// in several encodings.
#ifndef DAEMUN_HTTP_MULTIPART_H
#define DAEMUN_HTTP_MULTIPART_H

#include "base/result.h"
#include "http/request.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daemun::http {

// Views of the body.
struct Part {
  std::string name{};
  std::optional<std::string> file_name{};  // as the sender likes: never a path of ours
  std::string content_type{};              // lower case, without parameters; "" where absent
  std::string_view bytes{};
};

enum class MultipartErrorCode { wrong_content_type, malformed, too_many_parts };

struct MultipartError {
  MultipartErrorCode code = MultipartErrorCode::malformed;
  std::string description;
};

inline constexpr std::size_t max_parts = 16;

// The parts point into `body`. Errors: wrong_content_type, malformed, too_many_parts.
Result<std::vector<Part>, MultipartError> parse_multipart(
    std::string_view content_type, std::string_view body
);

// The one file of a form, in the field `file`; other fields are ignored. Errors: as above, and
// malformed where there is no such file, or two.
Result<Part, MultipartError> parse_file_body(const Request& request);

}  // namespace daemun::http

#endif
