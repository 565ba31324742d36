#include "domain/user_asset.h"

#include <doctest/doctest.h>

namespace daemun {

TEST_CASE("find_user_asset knows the addresses that to_url makes, and no others") {
  const std::string endpoint = "https://auth.example";
  const UserAssetId id("0123456789abcdefghijklmnop");
  const auto url = to_url(endpoint, {.id = id, .type = "jpg"});
  CHECK(url == "https://auth.example/user-assets/0123456789abcdefghijklmnop.jpg");
  CHECK(find_user_asset(endpoint, url) == id);
  for (const char* other : {
           "",
           "https://auth.example",
           "https://auth.example.evil/user-assets/0123456789abcdefghijklmnop.jpg",
           "https://other.example/user-assets/0123456789abcdefghijklmnop.jpg",
           "https://auth.example/user-assets/0123456789abcdefghijklmnop",
           "https://auth.example/user-assets/0123456789abcdefghijklmnop.svg",
           "https://auth.example/user-assets/0123456789abcdefghijklmnop.jpg?x=1",
           "https://auth.example/user-assets/0123456789ABCDEFGHIJKLMNOP.jpg",
           "https://auth.example/user-assets/../0123456789abcdefghijklm.jpg",
       }) {
    CAPTURE(other);
    CHECK_FALSE(find_user_asset(endpoint, other));
  }
}

}  // namespace daemun
