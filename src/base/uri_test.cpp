#include "base/uri.h"

#include <doctest/doctest.h>

#include <array>

namespace daemun {
namespace {

using namespace std::string_view_literals;

struct Normalised {
  std::string_view written;
  std::string_view normal;
};

TEST_CASE("parse_uri gives the form that browsers give") {
  constexpr std::array<Normalised, 19> table{{
      {"https://example.com", "https://example.com/"},
      {"HTTPS://Example.COM:443/Path?Q=1#F", "https://example.com/Path?Q=1#F"},
      {"http://example.com:80/", "http://example.com/"},
      {"http://example.com:443/", "http://example.com:443/"},
      {"https://example.com:/x", "https://example.com/x"},
      {"https://example.com:0443/x", "https://example.com/x"},
      {"https://example.com:65535/", "https://example.com:65535/"},
      {"https://example.com?", "https://example.com/?"},
      {"https://example.com/#", "https://example.com/#"},
      {"https://u:p@example.com/", "https://u:p@example.com/"},
      {"http://127.0.0.1:1234/cb", "http://127.0.0.1:1234/cb"},
      {"http://[::1]:1234/cb", "http://[::1]:1234/cb"},
      {"http://[0:0:0:0:0:0:0:1]/", "http://[::1]/"},
      {"http://[2001:DB8:0:0:1:0:0:1]/", "http://[2001:db8::1:0:0:1]/"},
      {"http://[::ffff:1.2.3.4]/", "http://[::ffff:102:304]/"},
      {"io.logto.app://callback", "io.logto.app://callback"},
      {"IO.logto.App://Callback/x", "io.logto.app://callback/x"},
      {"com.example.app:/callback", "com.example.app:/callback"},
      {"https://*.example.com/cb", "https://*.example.com/cb"},
  }};
  for (const auto& row : table) {
    const auto [written, normal] = row;
    CAPTURE(row.written);
    const auto uri = parse_uri(written);
    REQUIRE(uri);
    CHECK(to_string(*uri) == normal);
    // The normal form is its own normal form.
    const auto again = parse_uri(normal);
    REQUIRE(again);
    CHECK(*again == *uri);
  }
}

TEST_CASE("parse_uri refuses what browsers and servers read differently") {
  for (const auto text :
       {""sv,
        "/cb"sv,
        "//example.com/"sv,
        "example.com"sv,
        "https:"sv,
        "https:/example.com"sv,
        "https:example.com"sv,
        "https://"sv,
        "https:///x"sv,
        "https://:443/"sv,
        "https://example.com\\@evil.example/"sv,
        "https://\\evil.example"sv,
        "https://exa\tmple.com/"sv,
        "https://example.com/\r\n"sv,
        " https://example.com/"sv,
        "https://example.com/ "sv,
        "https://example.com/a b"sv,
        "https://example.com/\0"sv,
        "https://example.com/\x7f"sv,
        "https://ex\xc3\xa4mple.com/"sv,
        "https://example.com/\xc3\xa4"sv,
        "https://ex%61mple.com/"sv,
        "https://example.com:65536/"sv,
        "https://example.com:-1/"sv,
        "https://example.com:8x/"sv,
        "https://example.com:99999999999/"sv,
        "https://[::1/"sv,
        "https://[::1]x/"sv,
        "https://[v1.a]/"sv,
        "https://[fe80::1%25eth0]/"sv,
        "https://[1]/"sv,
        "https://127.1/"sv,
        "https://0x7f.0.0.1/"sv,
        "https://2130706433/"sv,
        "https://1.2.3.4.5/"sv,
        "https://256.1.1.1/"sv,
        "https://example.0x1/"sv,
        "https://127.0.0.1./"sv,
        "https://a,b/"sv,
        "https://a@b@c/"sv,
        "https://example.com/%"sv,
        "https://example.com/%zz"sv,
        "https://example.com/<script>"sv,
        "1http://x/"sv,
        "ht_tp://x/"sv,
        "https://example.com/#a#b"sv}) {
    CAPTURE(text);
    CHECK_FALSE(parse_uri(text));
  }
}

TEST_CASE("parse_uri takes a URI apart") {
  const auto uri = parse_uri("https://u:p@example.com:8443/a/../b?c=d&e#f");
  REQUIRE(uri);
  CHECK(uri->scheme == "https");
  CHECK(uri->userinfo == "u:p");
  CHECK(uri->host == "example.com");
  CHECK(uri->port == "8443");
  CHECK(uri->path == "/a/../b");
  CHECK(uri->query == "c=d&e");
  CHECK(uri->fragment == "f");
  CHECK(uri->has_authority);
  CHECK(uri->has_query);
  CHECK(uri->has_fragment);
}

TEST_CASE("parse_uri reads a name that begins with an IPv4 address as a name") {
  for (const auto host :
       {"127.0.0.1.nip.io"sv,
        "10.0.0.1.nip.io"sv,
        "127.0.0.1.example"sv,
        "127.0.0.1a"sv,
        "127.0.0.1-a.example"sv,
        "1.2.3.4.5.example"sv,
        "127.0.0.1.nip.io."sv}) {
    CAPTURE(host);
    for (const std::string scheme : {"http", "https"}) {
      const auto uri = parse_uri(scheme + "://" + std::string(host) + ":8080/cb?a=b#c");
      REQUIRE(uri);
      CHECK(uri->host == host);
      CHECK(uri->port == "8080");
      CHECK(uri->path == "/cb");
      CHECK(uri->query == "a=b");
      CHECK(uri->fragment == "c");
      CHECK_FALSE(is_loopback_host(*uri));
    }
  }
  CHECK(to_string(*parse_uri("https://u:p@127.0.0.1.NIP.io")) == "https://u:p@127.0.0.1.nip.io/");
  CHECK(parse_uri("https://127.0.0.1.nip.io?a")->query == "a");
  CHECK(parse_uri("https://127.0.0.1.nip.io@b/")->host == "b");
  CHECK(parse_uri("https://127.0.0.1@b/")->host == "b");
}

TEST_CASE("parse_uri refuses what follows an IPv4 address and makes no name of it") {
  for (const auto text :
       {"https://127.0.0.1./"sv,
        "https://127.0.0.1.1/"sv,
        "https://127.0.0.1.0x1/"sv,
        "https://127.0.0.1.nip.1/"sv,
        "https://127.0.0.100000/"sv,
        "https://127.0.0.1%2enip.io/"sv,
        "https://127.0.0.1[::1]/"sv,
        "https://127.0.0.1,a/"sv,
        "https://127.0.0.1@b@c/"sv,
        "https://a@127.0.0.1@c/"sv,
        "https://127.0.0.1.a:8x/"sv,
        "https://127.0.0.1.a:1:2/"sv}) {
    CAPTURE(text);
    CHECK_FALSE(parse_uri(text));
  }
}

TEST_CASE("parse_uri tells an app's scheme with and without an authority") {
  const auto with = parse_uri("io.logto.app://callback");
  REQUIRE(with);
  CHECK(with->host == "callback");
  CHECK(with->path.empty());
  const auto without = parse_uri("com.example.app:/callback");
  REQUIRE(without);
  CHECK_FALSE(without->has_authority);
  CHECK(without->host.empty());
  CHECK(without->path == "/callback");
}

TEST_CASE("to_origin is scheme, host and port") {
  CHECK(to_origin(*parse_uri("https://Example.com:443/a?b")) == "https://example.com");
  CHECK(to_origin(*parse_uri("http://u@localhost:3000/")) == "http://localhost:3000");
  CHECK(to_origin(*parse_uri("http://[::1]:80/")) == "http://[::1]");
  CHECK(to_origin(*parse_uri("io.logto.app://callback")) == "null");
}

TEST_CASE("is_loopback_host knows three hosts") {
  for (const auto text : {"http://localhost:1/"sv, "http://127.0.0.1/"sv, "http://[::1]/"sv}) {
    CHECK(is_loopback_host(*parse_uri(text)));
  }
  for (const auto text :
       {"http://localhost.evil.example/"sv,
        "http://127.0.0.2/"sv,
        "http://[::2]/"sv,
        "http://localhost./"sv}) {
    CHECK_FALSE(is_loopback_host(*parse_uri(text)));
  }
}

TEST_CASE("with_query_parameter appends to the query or the fragment") {
  CHECK(
      with_query_parameter("https://a.example/cb", "code", "x y&") ==
      "https://a.example/cb?code=x+y%26"
  );
  CHECK(with_query_parameter("https://a.example/cb?", "a", "b") == "https://a.example/cb?a=b");
  CHECK(
      with_query_parameter("https://a.example/cb?a=b", "c", "d") == "https://a.example/cb?a=b&c=d"
  );
  CHECK(
      with_query_parameter("https://a.example/cb?a=b&", "c", "d") == "https://a.example/cb?a=b&c=d"
  );
  CHECK(
      with_query_parameter("https://a.example/cb?q=1#", "a", "b") == "https://a.example/cb?q=1#a=b"
  );
  CHECK(
      with_query_parameter("https://a.example/cb#a=b", "c", "d") == "https://a.example/cb#a=b&c=d"
  );
}

}  // namespace
}  // namespace daemun
