#include "domain/user.h"

#include <doctest/doctest.h>

namespace daemun {
namespace {

std::optional<std::string> canonical(IdentifierType type, std::string_view value) {
  const auto identifier = parse_identifier(type, value);
  if (!identifier) return std::nullopt;
  CHECK(identifier->type == type);
  return identifier->value;
}

std::optional<std::string> email(std::string_view value) {
  return canonical(IdentifierType::email, value);
}
std::optional<std::string> username(std::string_view value) {
  return canonical(IdentifierType::username, value);
}
std::optional<std::string> phone(std::string_view value) {
  return canonical(IdentifierType::phone, value);
}

}  // namespace

TEST_CASE("parse_identifier takes ASCII words that begin with no digit as user names") {
  for (const char* name : {"a", "_", "alice", "Alice_01", "_1"}) {
    CAPTURE(name);
    CHECK(username(name) == name);
  }
  for (const char* name :
       {"",
        "1alice",
        "al ice",
        "alice ",
        "al-ice",
        "al.ice",
        "alice@app.example",
        "+821012345678",
        "al\u0131ce",       // dotless i
        "\uff41lice",       // full-width a
        "\u0430lice",       // Cyrillic a
        "alice\u200b",      // zero width space
        "\uc774\ub984"}) {  // Hangul
    CAPTURE(name);
    CHECK_FALSE(username(name));
  }
}

TEST_CASE("parse_identifier keeps the case of user names") {
  CHECK(username("Alice") == "Alice");
}

TEST_CASE("parse_identifier bounds the length of identifiers") {
  CHECK(username(std::string(128, 'a')));
  CHECK_FALSE(username(std::string(129, 'a')));
  const std::string domain = "@" + std::string(59, 'b') + ".com";
  CHECK(email(std::string(64, 'a') + domain));
  CHECK_FALSE(email(std::string(65, 'a') + domain));
  CHECK_FALSE(email("a@" + std::string(64, 'b') + ".com"));
  CHECK_FALSE(email("a@" + std::string(60, 'b') + "." + std::string(60, 'b') + ".com.example"));
  // Grows by normalisation: U+FDFA becomes 18 characters.
  std::string growing = "a@";
  for (int i = 0; i < 30; ++i)
    growing += "\ufdfa";
  CHECK_FALSE(email(growing + ".com"));
}

TEST_CASE("parse_identifier finds one form of an e-mail address") {
  for (const char* address : {
           "alice@app.example",
           "Alice@App.Example",
           "ALICE@APP.EXAMPLE",
           "\uff41lice@app.example",  // full-width a
           "alice\uff20app.example",  // full-width @
           "alice\ufe6bapp.example",  // small @
           "alice@app\uff0eexample",  // full-width dot
           "al\u2170ce@app.example",  // small Roman numeral one
       }) {
    CAPTURE(address);
    CHECK(email(address) == "alice@app.example");
  }
  CHECK(email("\u212aim@app.example") == "kim@app.example");  // Kelvin sign
}

TEST_CASE("parse_identifier finds one form of an international domain") {
  CHECK(email("a@b\u00fccher.example") == "a@b\u00fccher.example");
  CHECK(email("a@xn--bcher-kva.example") == "a@b\u00fccher.example");
  CHECK(email("a@XN--BCHER-KVA.Example") == "a@b\u00fccher.example");
  CHECK(email("xn--a@mail.example") == "xn--a@mail.example");
  for (const char* address : {
           "a@xn--fa-hia.example",    // sharp s, which folds to another domain
           "a@xn--bcher-kv.example",  // no Punycode of anything that is allowed
           "a@xn--a.example",
           "a@xn--app-.example",
       }) {
    CAPTURE(address);
    CHECK_FALSE(email(address));
  }
}

TEST_CASE("parse_identifier validates an e-mail address after normalisation") {
  for (const char* address : {
           "alice@app.example\uff20evil.example",
           "alice@app.example\ufe6bevil.example",
           "alice\uff20app.example@evil.example",
           "alice\ufe6b@app.example",
           "\uff20app.example",
           "al\u0131ce@app.example",        // dotless i stays what it is
           "\u0430lice@app.example",        // Cyrillic a
           "alice@app\uff0e\uff0eexample",  // two dots in disguise
           "alice\uff0e@app.example",
           "alice\u2100@app.example",  // a/c
           "alice@app.example\u2028",
       }) {
    CAPTURE(address);
    const auto found = email(address);
    CHECK_FALSE((found && found == "alice@app.example"));
    if (found) CHECK(found->find('@') == found->rfind('@'));
  }
  CHECK_FALSE(email("alice@app.example\uff20evil.example"));
  CHECK_FALSE(email("al\u0131ce@app.example"));
}

TEST_CASE("parse_identifier refuses malformed e-mail addresses") {
  for (const char* address : {
           "",
           "@",
           "alice",
           "alice@",
           "@app.example",
           "alice@@app.example",
           "alice@app@example.com",
           "alice@localhost",
           "alice@app..example",
           "alice@.example",
           "alice@app.",
           "alice@-app.example",
           "alice@app-.example",
           "alice@app_x.example",
           "alice@[127.0.0.1]",
           ".alice@app.example",
           "alice.@app.example",
           "al..ice@app.example",
           "al ice@app.example",
           "\"alice\"@app.example",
           "alice(comment)@app.example",
           "alice@app.example ",
           " alice@app.example",
           "alice@app.example\n",
           "<alice@app.example>",
           "alice@app.example,bob@app.example",
           "alice@app.example\xff",
       }) {
    CAPTURE(address);
    CHECK_FALSE(email(address));
  }
  CHECK_FALSE(email(std::string_view("alice@app.example\0", 18)));
}

TEST_CASE("parse_identifier keeps the tags and symbols of an e-mail address") {
  CHECK(email("alice+tag@app.example") == "alice+tag@app.example");
  CHECK(email("o'neil_x.y-z@app.example") == "o'neil_x.y-z@app.example");
}

TEST_CASE("parse_identifier stores phone numbers as the digits of E.164") {
  CHECK(phone("821012345678") == "821012345678");
  CHECK(phone("+821012345678") == "821012345678");
  CHECK(phone("1234567") == "1234567");
  CHECK(phone("123456789012345") == "123456789012345");
}

TEST_CASE("parse_identifier refuses malformed phone numbers") {
  for (const char* number : {
           "",
           "+",
           "123456",
           "1234567890123456",
           "01012345678",
           "++821012345678",
           "82 10 1234 5678",
           "82-10-1234-5678",
           "(82)1012345678",
           "821012345678 ",
           "82101234567x",
           "\uff18\uff121012345678",
           "+82\u202a1012345678",
       }) {
    CAPTURE(number);
    CHECK_FALSE(phone(number));
  }
}

TEST_CASE("parse_identifier_type reads what to_string writes") {
  for (const auto type : {IdentifierType::username, IdentifierType::email, IdentifierType::phone}) {
    CHECK(parse_identifier_type(to_string(type)) == type);
  }
  CHECK_FALSE(parse_identifier_type("Username"));
  CHECK_FALSE(parse_identifier_type(""));
}

TEST_CASE("parse_new_identifier refuses a phone number that its country cannot have") {
  const auto phone = [](std::string_view value) {
    return parse_new_identifier(IdentifierType::phone, value);
  };
  REQUIRE(phone("+8201012345678"));
  CHECK(phone("+8201012345678")->value == "821012345678");
  for (const char* number : {"821012345", "120155501234", "999912345678"}) {
    CAPTURE(number);
    CHECK_FALSE(phone(number));
    CHECK(parse_identifier(IdentifierType::phone, number));
  }
  CHECK(
      parse_new_identifier(IdentifierType::email, "Ann@User.example")->value == "ann@user.example"
  );
  CHECK_FALSE(parse_new_identifier(IdentifierType::email, "ann"));
}

TEST_CASE("parse_identifier takes no e-mail address with a full stop that only the DNS knows") {
  for (const auto* text :
       {"bob@mail\u3002example.com", "bob@mail\uFF61example.com", "x@mailinator.com\u3002"})
    CHECK_FALSE(parse_identifier(IdentifierType::email, text));
}

}  // namespace daemun
