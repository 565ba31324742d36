#include "domain/message_template.h"

#include <doctest/doctest.h>

namespace daemun {
namespace {

TEST_CASE("parse_template_type reads what to_string writes") {
  for (const auto type : all_template_types)
    CHECK(parse_template_type(to_string(type)) == type);
  for (const auto type : notice_types) {
    CHECK(parse_template_type(to_string(type)) == type);
    CHECK(is_notice(type));
  }
  CHECK_FALSE(is_notice(TemplateType::generic));
  CHECK(to_string(TemplateType::register_) == "Register");
  CHECK(!parse_template_type("signin"));
  CHECK(!parse_template_type(""));
}

TEST_CASE("parse_content_type knows two types") {
  CHECK(parse_content_type("text/html") == ContentType::html);
  CHECK(parse_content_type("text/plain") == ContentType::plain);
  CHECK(!parse_content_type("text/HTML"));
}

}  // namespace
}  // namespace daemun
