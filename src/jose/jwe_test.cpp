#include "jose/jwe.h"

#include "base/encoding.h"
#include "base/text.h"

#include <doctest/doctest.h>

#include <vector>

namespace daemun::jose {
namespace {

const Secret key(std::string(64, 'k'));

std::string encrypted(std::string_view plaintext = "plaintext") {
  crypto::FakeRandom random(1);
  return encrypt_jwe(key, "the-kid", plaintext, random);
}

// A text with this header, and otherwise as it should be.
std::string with_header(std::string_view header) {
  crypto::FakeRandom random(1);
  const std::string encoded = to_base64url(header);
  const auto sealed = crypto::seal_cbc_hmac(key, "plaintext", encoded, random);
  return encoded + ".." + to_base64url(sealed.iv) + '.' + to_base64url(sealed.ciphertext) + '.' +
         to_base64url(sealed.tag);
}

// "decrypted", or the error's name.
std::string_view outcome(std::string_view text) {
  const auto jwe = parse_jwe(text);
  if (!jwe) return to_string(jwe.error().code);
  const auto plaintext = decrypt(*jwe, key);
  return plaintext ? "decrypted" : to_string(plaintext.error().code);
}

TEST_CASE("parse_jwe and decrypt read what encrypt_jwe wrote") {
  for (const auto& plaintext : {std::string(), std::string("{\"a\":1}"), std::string(5000, 'x')}) {
    const auto jwe = parse_jwe(encrypted(plaintext));
    REQUIRE(jwe);
    CHECK(jwe->kid == "the-kid");
    const auto decrypted = decrypt(*jwe, key);
    REQUIRE(decrypted);
    CHECK(*decrypted == plaintext);
  }
}

TEST_CASE("encrypt_jwe writes alg, enc and kid, and no encrypted key") {
  const std::string text = encrypted();
  CHECK(
      parse_base64url(text.substr(0, text.find('.'))) ==
      R"({"alg":"dir","enc":"A256CBC-HS512","kid":"the-kid"})"
  );
  CHECK(text.find("..") == text.find('.'));
}

TEST_CASE("parse_jwe lets a text name no key, and takes no number for a name") {
  CHECK_FALSE(parse_jwe(with_header(R"({"alg":"dir","enc":"A256CBC-HS512"})"))->kid);
  CHECK(parse_jwe(with_header(R"({"alg":"dir","enc":"A256CBC-HS512","kid":7})"))->kid == "");
}

TEST_CASE("parse_jwe decides by the header") {
  struct Row {
    std::string_view header;
    std::string_view outcome;
  };
  const std::vector<Row> rows{
      {R"({"alg":"dir","enc":"A256CBC-HS512"})", "decrypted"},
      {R"({"alg":"dir","enc":"A256CBC-HS512","typ":"JWT","x":[]})", "decrypted"},
      {R"({"enc":"A256CBC-HS512"})", "alg_missing"},
      {R"({"alg":1,"enc":"A256CBC-HS512"})", "alg_missing"},
      {R"({"alg":"dir"})", "alg_not_allowed"},
      {R"({"alg":"DIR","enc":"A256CBC-HS512"})", "alg_not_allowed"},
      {R"({"alg":"none","enc":"A256CBC-HS512"})", "alg_not_allowed"},
      {R"({"alg":"A256KW","enc":"A256CBC-HS512"})", "alg_not_allowed"},
      {R"({"alg":"PBES2-HS256+A128KW","p2c":1000000000,"enc":"A256CBC-HS512"})", "alg_not_allowed"},
      {R"({"alg":"dir","enc":"A128CBC-HS256"})", "alg_not_allowed"},
      {R"({"alg":"dir","enc":"A256GCM"})", "alg_not_allowed"},
      {R"({"alg":"dir","enc":["A256CBC-HS512"]})", "alg_not_allowed"},
      {R"({"alg":"dir","enc":"A256CBC-HS512","crit":["exp"],"exp":1})", "crit_not_understood"},
      {R"({"alg":"dir","enc":"A256CBC-HS512","zip":"DEF"})", "parameter_not_allowed"},
      {R"({"alg":"dir","alg":"dir","enc":"A256CBC-HS512"})", "bad_json"},
      {R"([])", "bad_json"},
      {"", "bad_json"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.header);
    CHECK(outcome(with_header(row.header)) == row.outcome);
  }
}

TEST_CASE("parse_jwe decides by the form") {
  const std::string text = encrypted();
  CHECK(outcome(text) == "decrypted");
  CHECK(outcome("") == "not_five_parts");
  CHECK(outcome("....") == "bad_json");
  CHECK(outcome(std::string(text).erase(text.find('.'), 1)) == "not_five_parts");
  CHECK(outcome(text + '.') == "not_five_parts");
  CHECK(outcome(text + '=') == "bad_base64");
  CHECK(outcome('*' + text) == "bad_base64");
  CHECK(outcome(std::string(text).insert(text.find('.') + 1, "AAAA")) == "parameter_not_allowed");
  CHECK(outcome(std::string(max_token_size, '.')) == "not_five_parts");
  CHECK(outcome(std::string(max_token_size + 1, '.')) == "too_large");
  CHECK(outcome(encrypted(std::string(max_token_size, 'x'))) == "too_large");
}

TEST_CASE("decrypt refuses another key and every part of another text") {
  const auto jwe = parse_jwe(encrypted());
  REQUIRE(jwe);
  CHECK_FALSE(decrypt(*jwe, Secret(std::string(64, 'x'))));
  const std::string text = encrypted();
  const std::string other = with_header(R"({"alg":"dir","enc":"A256CBC-HS512"})");
  const std::string header = text.substr(0, text.find('.'));
  CHECK(outcome(header + other.substr(other.find('.'))) == "not_decrypted");
  CHECK(outcome(text.substr(0, text.rfind('.') + 1)) == "not_decrypted");
  CHECK(outcome(text.substr(0, text.size() - 3)) == "not_decrypted");
}

}  // namespace
}  // namespace daemun::jose
