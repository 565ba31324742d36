#include "base/json.h"

#include <doctest/doctest.h>

#include <limits>

namespace daemun {
namespace {

using namespace std::string_view_literals;

TEST_CASE("parse_json reads values of each kind") {
  const auto value = parse_json(R"( {"a":[1,-2,3.5,true,null,"\u00e4"],"b":{}} )");
  REQUIRE(value);
  CHECK(json::serialize(*value) == "{\"a\":[1,-2,3.5E0,true,null,\"\xc3\xa4\"],\"b\":{}}");
}

TEST_CASE("parse_json refuses what RFC 8259 does not allow") {
  for (const auto text :
       {""sv,        " "sv,        "{"sv,        "[1,]"sv,        "{\"a\":1,}"sv,
        "{a:1}"sv,   "'a'"sv,      "01"sv,       "+1"sv,          "1."sv,
        "nul"sv,     "[1] 2"sv,    "{}{}"sv,     "\"\n\""sv,      "\"\\x\""sv,
        "// c\n1"sv, "NaN"sv,      "Infinity"sv, "\"\\ud800\""sv, "\xef\xbb\xbf{}"sv,
        "1e999"sv,   "[\"a\"\0]"sv}) {
    CAPTURE(text);
    CHECK_FALSE(parse_json(text));
  }
}

TEST_CASE("parse_json refuses text that is not UTF-8") {
  CHECK_FALSE(parse_json("\"\xff\""));
  CHECK_FALSE(parse_json("\"\xc0\xaf\""));
  CHECK_FALSE(parse_json("\"\xed\xa0\x80\""));
  CHECK_FALSE(parse_json("{\"\xff\":1}"));
}

TEST_CASE("parse_json refuses two members with one name at any depth") {
  CHECK_FALSE(parse_json(R"({"a":1,"a":1})"));
  CHECK_FALSE(parse_json(R"({"a":1,"\u0061":2})"));
  CHECK_FALSE(parse_json(R"([{"b":{"a":1,"c":2,"a":3}}])"));
  CHECK_FALSE(parse_json(R"({"a":{"x":1},"a":2})"));
  CHECK(parse_json(R"([{"a":1},{"a":1}])"));
  CHECK(parse_json(R"({"a":{"a":{"a":1}}})"));
}

TEST_CASE("parse_json keeps its limits") {
  CHECK(parse_json("[1234]", {.max_bytes = 6, .max_depth = 1}));
  CHECK_FALSE(parse_json("[1234]", {.max_bytes = 5, .max_depth = 1}));
  CHECK(parse_json("[[]]", {.max_depth = 2}));
  CHECK_FALSE(parse_json("[[[]]]", {.max_depth = 2}));
  CHECK_FALSE(parse_json(std::string(60'000, '[')));
}

TEST_CASE("parse_json_object wants an object outermost") {
  CHECK(parse_json_object("{}"));
  CHECK_FALSE(parse_json_object("[]"));
  CHECK_FALSE(parse_json_object("\"a\""));
  CHECK_FALSE(parse_json_object("{"));
}

TEST_CASE("find functions return a member of the asked type only") {
  const auto object = parse_json_object(
      R"({"s":"x","i":-5,"u":18446744073709551615,"d":1.5,"b":false,"n":null,"o":{"k":1},)"
      R"("a":["x",1,"y"]})"
  );
  REQUIRE(object);
  CHECK(find_string(*object, "s") == "x");
  CHECK_FALSE(find_string(*object, "i"));
  CHECK_FALSE(find_string(*object, "none"));
  CHECK(find_integer(*object, "i") == -5);
  CHECK_FALSE(find_integer(*object, "u"));
  CHECK_FALSE(find_integer(*object, "d"));
  CHECK_FALSE(find_integer(*object, "s"));
  CHECK(find_bool(*object, "b") == false);
  CHECK_FALSE(find_bool(*object, "n"));
  REQUIRE(find_object(*object, "o") != nullptr);
  CHECK(find_object(*object, "o")->size() == 1);
  CHECK(find_object(*object, "a") == nullptr);
  REQUIRE(find_array(*object, "a") != nullptr);
  CHECK(find_array(*object, "o") == nullptr);
  CHECK(find_strings(*object, "a") == std::vector<std::string>{"x", "y"});
  CHECK(find_strings(*object, "s").empty());
}

TEST_CASE("to_json_array holds the strings in order") {
  CHECK(json::serialize(to_json_array({"b", "a"})) == R"(["b","a"])");
}

TEST_CASE("JsonWriter writes the members in order") {
  JsonWriter writer;
  writer.add("s", "x\"y").add("i", std::int64_t{-7}).add_bool("b", true).add_null("n");
  writer.add_raw("r", "[1]").add_value("v", json::value{{"k", {1, "two"}}});
  CHECK(
      std::move(writer).take() ==
      R"({"s":"x\"y","i":-7,"b":true,"n":null,"r":[1],"v":{"k":[1,"two"]}})"
  );
  CHECK(JsonWriter().take() == "{}");
}

TEST_CASE("JsonWriter writes behind a text") {
  JsonWriter writer("[{},");
  writer.add_raw("a", "{}").add_null("b");
  CHECK(std::move(writer).take() == R"([{},{"a":{},"b":null})");
}

TEST_CASE("JsonWriter writes the ends of the integer range") {
  JsonWriter writer;
  writer.add("a", std::numeric_limits<std::int64_t>::min());
  writer.add("b", std::numeric_limits<std::int64_t>::max());
  CHECK(std::move(writer).take() == R"({"a":-9223372036854775808,"b":9223372036854775807})");
}

TEST_CASE("JsonWriter writes a tree larger than its buffer") {
  const json::value tree = to_json_array(std::vector<std::string>(300, "element"));
  JsonWriter writer;
  writer.add_value("a", tree);
  CHECK(std::move(writer).take() == "{\"a\":" + json::serialize(tree) + "}");
}

TEST_CASE("append_json_string escapes what must be, at each position of the scan") {
  for (std::size_t length = 1; length < 40; ++length) {
    for (std::size_t position = 0; position < length; ++position) {
      for (const char c : {'"', '\\', '\n', '\r', '\t', '\b', '\0', '\x1f', '\x7f', '!', '\xc3'}) {
        std::string text(length, 'a');
        text[position] = c;
        if (c == '\xc3') text.insert(position + 1, 1, '\xa4');
        std::string written;
        append_json_string(written, text);
        const auto read = parse_json(written);
        REQUIRE(read);
        REQUIRE(read->as_string() == text);
      }
    }
  }
}

}  // namespace
}  // namespace daemun
