#include "domain/language.h"

#include <doctest/doctest.h>

namespace daemun {

TEST_CASE("parse_language knows a language by its primary subtag") {
  CHECK(parse_language("ko") == Language::ko);
  CHECK(parse_language("ko-KR") == Language::ko);
  CHECK(parse_language("KO_kr") == Language::ko);
  CHECK(parse_language("en-GB") == Language::en);
  CHECK_FALSE(parse_language("fr").has_value());
  CHECK_FALSE(parse_language("kor").has_value());
  CHECK_FALSE(parse_language("").has_value());
}

TEST_CASE("pick_language takes the first spoken one of ui_locales") {
  CHECK(pick_language("fr-CA fr ko en", "en") == Language::ko);
  CHECK(pick_language("fr", "ko") == Language::ko);
  CHECK(pick_language("fr", "") == Language::en);
}

TEST_CASE("pick_language follows the qualities of Accept-Language") {
  struct Case {
    std::string_view header;
    Language picked;
  };
  const Case cases[] = {
      {"", Language::en},
      {"ko", Language::ko},
      {"ko-KR,ko;q=0.9,en-US;q=0.8,en;q=0.7", Language::ko},
      {"en-US,en;q=0.9,ko;q=0.8", Language::en},
      {"fr, ko;q=0.3, en;q=0.2", Language::ko},
      {"en;q=0.1, ko;q=0.8", Language::ko},
      {"ko;q=0, en;q=0.001", Language::en},
      {"ko ; q=0.5", Language::ko},
      {"ko;q=2", Language::en},
      {"ko;q=0.1234", Language::en},
      {"ko;level=1", Language::en},
      {"*", Language::en},
      {"ko;q=0.5,*;q=0.9", Language::en},
      {",,,ko", Language::ko},
  };
  for (const auto& row : cases) {
    CAPTURE(row.header);
    CHECK(pick_language("", row.header) == row.picked);
  }
}

}  // namespace daemun
