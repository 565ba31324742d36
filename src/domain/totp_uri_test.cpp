#include "domain/totp_uri.h"

#include <doctest/doctest.h>

namespace daemun {

TEST_CASE("to_account_name takes what says most of the person") {
  User user;
  CHECK(to_account_name(user) == "Unnamed User");
  user.username = "mina";
  CHECK(to_account_name(user) == "mina");
  user.primary_phone = "821012345678";
  CHECK(to_account_name(user) == "+821012345678");
  user.primary_email = "mina@mail.example";
  CHECK(to_account_name(user) == "mina@mail.example");
  user.name = "";
  CHECK(to_account_name(user) == "mina@mail.example");
  user.name = std::string(129, 'M');
  CHECK(to_account_name(user) == "mina@mail.example");
  user.name = "Mina";
  CHECK(to_account_name(user) == "Mina");
}

TEST_CASE("make_totp_uri escapes names, so that none can add a parameter") {
  CHECK(
      make_totp_uri({.issuer = "auth.example", .name = "Mina & Bora?secret=A:b"}, "MZXW6") ==
      "otpauth://totp/auth.example:Mina%20%26%20Bora%3Fsecret%3DA%3Ab?secret=MZXW6&period=30"
      "&digits=6&algorithm=SHA1&issuer=auth.example"
  );
}

}  // namespace daemun
