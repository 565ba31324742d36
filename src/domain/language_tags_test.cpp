#include "domain/language_tags.h"

#include <doctest/doctest.h>

#include <algorithm>

namespace daemun {

TEST_CASE("is_language_tag knows the listed tags as they are written") {
  const auto tags = all_language_tags();
  CHECK(std::is_sorted(tags.begin(), tags.end()));
  for (const auto tag : tags)
    CHECK(is_language_tag(tag));
  CHECK_FALSE(is_language_tag("en-us"));
  CHECK_FALSE(is_language_tag("tlh"));
  CHECK_FALSE(is_language_tag(""));
}

TEST_CASE("parse_accept_language orders by quality and drops what is not wanted") {
  using Tags = std::vector<std::string>;
  CHECK(parse_accept_language("fr;q=0.5, ko-KR, en;q=0.8, de;q=0") == Tags{"ko-KR", "en", "fr"});
  CHECK(parse_accept_language("") == Tags{});
  CHECK(parse_accept_language(";q=1,,*") == Tags{"*"});
  CHECK(parse_accept_language("en;q=abc, fr") == Tags{"fr"});
}

TEST_CASE("find_language_tag takes the same tag, then the language, then another region of it") {
  const std::vector<std::string> available{"en", "ko", "fr-CA", "pt-BR", "pt"};
  CHECK(find_language_tag("KO", available) == "ko");
  CHECK(find_language_tag("ko-KR", available) == "ko");
  CHECK(find_language_tag("fr", available) == "fr-CA");
  CHECK(find_language_tag("fr-FR", available) == "fr-CA");
  CHECK(find_language_tag("pt-PT", available) == "pt");
  CHECK_FALSE(find_language_tag("ja", available));
  CHECK_FALSE(find_language_tag("", available));
}

TEST_CASE("is_right_to_left tells Arabic from English") {
  CHECK(is_right_to_left("ar"));
  CHECK(is_right_to_left("he-IL"));
  CHECK_FALSE(is_right_to_left("en"));
  CHECK_FALSE(is_right_to_left("ko-KR"));
}

}  // namespace daemun
