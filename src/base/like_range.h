// Where the texts that a LIKE pattern matches stand in an order by bytes, so that an index finds
// them: "ann%" is from "ann" to before "ano".
#ifndef DAEMUN_BASE_LIKE_RANGE_H
#define DAEMUN_BASE_LIKE_RANGE_H

#include "base/pattern.h"

#include <optional>
#include <string>
#include <string_view>

namespace daemun {

struct LikeRange {
  std::string begin;
  std::string end;  // behind the last
};

// Nothing for a pattern whose first letter may be any. Where case is ignored, it is the range of
// matching texts that hold no capitals (NFKC_Casefold, or ASCII in lower case): then it ends before
// the first letter beyond ASCII that has case.
std::optional<LikeRange> find_like_range(std::string_view pattern, PatternCase letter_case);

}  // namespace daemun

#endif
