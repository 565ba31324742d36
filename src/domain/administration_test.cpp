#include "domain/administration.h"

#include <doctest/doctest.h>

#include <tuple>

namespace daemun {
namespace {

auto identifiers_of(json::object document) {
  const auto found = sign_in_identifiers(parse_sign_in_experience(std::move(document)));
  return std::tuple(found.username, found.email, found.phone);
}

json::object a_document(std::string_view identifier, bool password) {
  return {
      {"signIn", {{"methods", json::array{{{"identifier", identifier}, {"password", password}}}}}}};
}

}  // namespace

TEST_CASE("sign_in_identifiers are those that are taken with a password") {
  CHECK(identifiers_of(make_default_sign_in_experience()) == std::tuple(true, false, false));
  CHECK(identifiers_of(a_document("email", true)) == std::tuple(false, true, false));
  CHECK(identifiers_of(a_document("phone", true)) == std::tuple(false, false, true));
  CHECK(identifiers_of(a_document("username", false)) == std::tuple(false, false, false));
  CHECK(identifiers_of({}) == std::tuple(false, false, false));
}

TEST_CASE("sign_in_identifiers are none where people only register") {
  auto document = make_default_sign_in_experience();
  document["signInMode"] = "Register";
  CHECK(identifiers_of(document) == std::tuple(false, false, false));
  document["signInMode"] = "SignIn";
  CHECK(identifiers_of(document) == std::tuple(true, false, false));
}

TEST_CASE("close_registration overrides the mode of the document") {
  for (const char* mode : {"SignInAndRegister", "Register", "SignIn"}) {
    auto document = make_default_sign_in_experience();
    document["signInMode"] = mode;
    const auto closed = close_registration(parse_sign_in_experience(std::move(document)));
    CHECK(closed.mode == SignInMode::sign_in);
    CHECK(closed.is_registration_closed);
    CHECK(closed.document.at("signInMode") == "SignIn");
  }
}

TEST_CASE("is_registration_closed in the administrators' tenant alone") {
  CHECK(is_registration_closed("admin"));
  CHECK_FALSE(is_registration_closed("default"));
}

}  // namespace daemun
