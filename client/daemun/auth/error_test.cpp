#include "daemun/auth/error.h"

#include <doctest/doctest.h>

#include <string>

namespace daemun::auth {
namespace {

using Code = AuthError::Code;

TEST_CASE("to_string names each code") {
  CHECK(to_string(Code::not_reachable) == "not_reachable");
  CHECK(to_string(Code::provider_unavailable) == "provider_unavailable");
  CHECK(to_string(Code::insecure_url) == "insecure_url");
  CHECK(to_string(Code::token_not_valid) == "token_not_valid");
  CHECK(to_string(Code::wrong_code_hash) == "wrong_code_hash");
  CHECK(to_string(Code::denied) == "denied");
}

TEST_CASE("refuse_for_provider keeps the provider's words away from users") {
  const auto error = refuse_for_provider("invalid_grant", "a\n\x1b[31m<b>\xff");
  CHECK(error.code == Code::refused_by_provider);
  CHECK(error.oauth_error == "invalid_grant");
  CHECK(error.description == "the provider refused the request");
  CHECK(error.detail == "a??[31m<b>?");
  CHECK(refuse_for_provider("a", std::string(1000, 'b')).detail.size() == 300);
}

TEST_CASE("refuse_for_provider refuses a malformed error") {
  for (const std::string& word :
       {std::string(),
        std::string("a\"b"),
        std::string("a\\"),
        std::string("a\n"),
        std::string("\xc3\xa9"),
        std::string(65, 'a')}) {
    CAPTURE(word);
    const auto error = refuse_for_provider(word, "");
    CHECK(error.code == Code::bad_member);
    CHECK(error.oauth_error.empty());
  }
}

TEST_CASE("is_invalid_grant means the provider's word alone") {
  CHECK(is_invalid_grant(refuse_for_provider("invalid_grant", "")));
  CHECK_FALSE(is_invalid_grant(refuse_for_provider("invalid_client", "")));
  CHECK_FALSE(is_invalid_grant(refuse(Code::provider_unavailable, "")));
}

}  // namespace
}  // namespace daemun::auth
