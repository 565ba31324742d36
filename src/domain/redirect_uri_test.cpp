#include "domain/redirect_uri.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace daemun {
namespace {

bool matches(
    std::string_view requested,
    std::string_view registered,
    LoopbackPort loopback = LoopbackPort::exact
) {
  return matches_redirect_uri(requested, {std::string(registered)}, loopback);
}

bool has_origin(std::string_view registered, std::string_view origin) {
  return matches_origin(registered, parse_uri(origin).value());
}

}  // namespace

TEST_CASE("matches_redirect_uri accepts one of the registered URIs to the letter") {
  const std::vector<std::string> registered{
      "https://app.example/callback", "com.example.app:/callback", "https://app.example/cb?a=1"};
  for (const auto& uri : registered) {
    CAPTURE(uri);
    CHECK(matches_redirect_uri(uri, registered, LoopbackPort::exact));
  }
  CHECK_FALSE(matches_redirect_uri("https://app.example/", registered, LoopbackPort::exact));
  CHECK_FALSE(matches_redirect_uri("https://app.example/callback", {}, LoopbackPort::exact));
}

TEST_CASE("matches_redirect_uri compares byte by byte") {
  CHECK_FALSE(matches("HTTPS://app.example/callback", "https://app.example/callback"));
  CHECK_FALSE(matches("https://App.example/callback", "https://app.example/callback"));
  CHECK_FALSE(matches("https://app.example/callback", "https://APP.EXAMPLE/callback"));
  CHECK_FALSE(matches("https://app.example:443/callback", "https://app.example/callback"));
  CHECK_FALSE(matches("https://app.example/callback", "https://app.example:443/callback"));
  CHECK_FALSE(matches("http://app.example:80/callback", "http://app.example/callback"));
  CHECK_FALSE(matches("com.example.app:/Callback", "com.example.app:/callback"));
}

TEST_CASE("matches_redirect_uri takes a web URI without a path for the one with a slash") {
  CHECK(matches("https://app.example", "https://app.example/"));
  CHECK(matches("https://app.example/", "https://app.example"));
  CHECK(matches("https://app.example?a=1", "https://app.example/?a=1"));
  CHECK_FALSE(matches("https://app.example/cb", "https://app.example/cb/"));
  CHECK_FALSE(matches("com.example.app://", "com.example.app:///"));
}

TEST_CASE("matches_redirect_uri takes other letters only as they were registered") {
  const std::vector<std::string> registered{
      "https://bücher.example/cb",
      "https://app.example/zurück",
      "com.example.app:/zurück",
      "https://*.app.example/*"};
  for (std::size_t i = 0; i < 3; ++i)
    CHECK(matches_redirect_uri(registered[i], registered, LoopbackPort::exact));
  for (const char* requested : {
           "https://xn--bcher-kva.example/cb",
           "https://BÜCHER.example/cb",
           "https://app.example/zur%C3%BCck",
           "https://ä.app.example/",
           "https://a.app.example/ä",
           "https://evil.example／.app.example/",
       }) {
    CAPTURE(requested);
    CHECK_FALSE(matches_redirect_uri(requested, registered, LoopbackPort::exact));
  }
}

TEST_CASE("matches_redirect_uri tolerates no other difference") {
  const std::string registered = "https://app.example/callback";
  for (const char* requested : {
           "",
           "callback",
           "//app.example/callback",
           "http://app.example/callback",
           "https://app.example:8443/callback",
           "https://app.example/callback/",
           "https://app.example/Callback",
           "https://app.example/callback2",
           "https://app.example/callback?",
           "https://app.example/callback?a=1",
           "https://app.example/callback/../callback",
           "https://app.example/./callback",
           "https://app.example//callback",
           "https://app.example/%63allback",
           "https://app.example.evil.example/callback",
           "https://evil.example/https://app.example/callback",
           "https://sub.app.example/callback",
           "https://app.example./callback",
       }) {
    CAPTURE(requested);
    CHECK_FALSE(matches(requested, registered));
  }
}

TEST_CASE("matches_redirect_uri refuses texts that browsers and servers read differently") {
  const std::string registered = "https://app.example/callback";
  for (const char* requested : {
           "https://user@app.example/callback",
           "https://user:password@app.example/callback",
           "https://app.example@evil.example/callback",
           "https://evil.example#@app.example/callback",
           "https://evil.example\\@app.example/callback",
           "https:\\\\app.example/callback",
           "https://app.example\\callback",
           "https://\tapp.example/callback",
           "https://app.example/\tcallback",
           "https://app.example/call\nback",
           "https://app.example/callback\r\n",
           " https://app.example/callback",
           "https://app.example/callback ",
           "https://app%2Eexample/callback",
           "https://%61pp.example/callback",
           "https://app.example/callback#",
           "https://app.example/callback#fragment",
           "https:///app.example/callback",
           "https:app.example/callback",
       }) {
    CAPTURE(requested);
    CHECK_FALSE(matches(requested, registered));
  }
  CHECK_FALSE(matches(std::string("https://app.example/callback\0", 29), registered));
}

TEST_CASE("matches_redirect_uri refuses schemes that run or read, registered or not") {
  for (const char* uri : {
           "javascript:alert(1)",
           "JavaScript:alert(1)",
           "data:text/html,x",
           "vbscript:x",
           "file:///etc/passwd",
           "blob:https://app.example/1",
           "about:blank",
       }) {
    CAPTURE(uri);
    CHECK_FALSE(matches(uri, uri));
  }
}

TEST_CASE("matches_redirect_uri lets native applications choose the port of a loopback address") {
  const auto any = LoopbackPort::any;
  CHECK(matches("http://127.0.0.1:49152/cb", "http://127.0.0.1/cb", any));
  CHECK(matches("http://127.0.0.1:49152/cb", "http://127.0.0.1:3000/cb", any));
  CHECK(matches("http://127.0.0.1/cb", "http://127.0.0.1:3000/cb", any));
  CHECK(matches("http://[::1]:49152/cb", "http://[::1]/cb", any));
  CHECK(matches("http://localhost:49152/cb", "http://localhost/cb", any));
}

TEST_CASE("matches_redirect_uri holds native applications to all but the loopback port") {
  const auto any = LoopbackPort::any;
  CHECK_FALSE(matches("http://127.0.0.1:1/other", "http://127.0.0.1/cb", any));
  CHECK_FALSE(matches("http://localhost:1/cb", "http://127.0.0.1/cb", any));
  CHECK_FALSE(matches("http://[::1]:1/cb", "http://127.0.0.1/cb", any));
  CHECK_FALSE(matches("https://127.0.0.1:1/cb", "https://127.0.0.1/cb", any));
  CHECK_FALSE(matches("https://127.0.0.1:1/cb", "http://127.0.0.1/cb", any));
  CHECK_FALSE(matches("http://app.example:1/cb", "http://app.example/cb", any));
  CHECK_FALSE(matches("http://user@127.0.0.1:1/cb", "http://127.0.0.1/cb", any));
  CHECK_FALSE(matches("http://localhost.evil.example:1/cb", "http://localhost/cb", any));
  CHECK_FALSE(matches("http://127.0.0.1.evil.example:1/cb", "http://127.0.0.1/cb", any));
  CHECK_FALSE(matches("http://127.0.0.2:1/cb", "http://127.0.0.1/cb", any));
}

TEST_CASE("matches_redirect_uri takes a name that begins with a loopback address for a name") {
  const auto any = LoopbackPort::any;
  CHECK(is_valid_redirect_uri("http://127.0.0.1.nip.io:3000/cb"));
  CHECK(matches("http://127.0.0.1.nip.io:3000/cb", "http://127.0.0.1.nip.io:3000/cb", any));
  CHECK_FALSE(matches("http://127.0.0.1.nip.io:1/cb", "http://127.0.0.1.nip.io/cb", any));
  CHECK_FALSE(matches("http://127.0.0.1.nip.io/cb", "http://127.0.0.1/cb", any));
  CHECK_FALSE(matches("http://127.0.0.1/cb", "http://127.0.0.1.nip.io/cb", any));
}

TEST_CASE("matches_redirect_uri keeps the loopback port of other applications") {
  CHECK(matches("http://localhost:3000/cb", "http://localhost:3000/cb"));
  CHECK_FALSE(matches("http://localhost:3001/cb", "http://localhost:3000/cb"));
  CHECK_FALSE(matches("http://127.0.0.1:49152/cb", "http://127.0.0.1/cb"));
}

TEST_CASE("matches_redirect_uri lets a wildcard stand for one label of a host") {
  const std::string registered = "https://*.app.example/cb";
  CHECK(matches("https://a.app.example/cb", registered));
  CHECK(matches("https://preview-1.app.example/cb", "https://preview-*.app.example/cb"));
  for (const char* requested : {
           "https://app.example/cb",
           "https://.app.example/cb",
           "https://a.b.app.example/cb",
           "https://evil.example/.app.example/cb",
           "https://evil.example?.app.example/cb",
           "https://evil.example#.app.example/cb",
           "https://evil.example\\.app.example/cb",
           "https://evil@a.app.example/cb",
           "https://a.appXexample/cb",
           "https://aXapp.example/cb",
           "https://a.app.example.evil.example/cb",
           "https://a.App.example/cb",
           "https://a.app.example:443/cb",
           "https://a.app.example:8443/cb",
           "HTTPS://a.app.example/cb",
           "http://a.app.example/cb",
           "https://a.app.example/cb?x=1",
           "https://a.app.example/other",
       }) {
    CAPTURE(requested);
    CHECK_FALSE(matches(requested, registered));
  }
}

TEST_CASE("matches_redirect_uri lets a wildcard stand for any rest of a path") {
  const std::string registered = "https://app.example/cb/*";
  CHECK(matches("https://app.example/cb/", registered));
  CHECK(matches("https://app.example/cb/a", registered));
  CHECK(matches("https://app.example/cb/a/b;c=1", registered));
  CHECK(matches("https://app.example/cb/v1.2/..a", registered));
  CHECK(matches("https://app.example/a/x/b", "https://app.example/a/*/b"));
  CHECK_FALSE(matches("https://app.example/cb", registered));
  CHECK_FALSE(matches("https://app.example/cc/a", registered));
  CHECK_FALSE(matches("https://app.example/cb/a?q=1", registered));
  CHECK_FALSE(matches("https://evil.example/cb/a", registered));
}

TEST_CASE("matches_redirect_uri lets no dot segment climb out of a wildcard's folder") {
  for (const char* rest : {
           "..",
           "../other",
           "a/../../other",
           "./other",
           "..;/other",
           "..;a=1/other",
           ".;/other",
           "%2e%2e/other",
           "%2E%2E/other",
           ".%2e/other",
           "%2e./other",
           "%2e%2e;/other",
           "..%3b/other",
           "..%2fother",
           "..%2Fother",
           "..%5cother",
           "a%2f..%2fother",
           "%252e%252e/other",
           "%25252e%25252e/other",
           "..%252fother",
           "%25%32%65%25%32%65/other",
           "%%32e%%32e/other",
           "%%32%65%%32%65%%32%66other",
       }) {
    CAPTURE(rest);
    CHECK_FALSE(matches("https://app.example/cb/" + std::string(rest), "https://app.example/cb/*"));
  }
}

TEST_CASE("matches_redirect_uri compares the query of a wildcard URI to the letter") {
  CHECK(matches("https://a.app.example/cb?x=1", "https://*.app.example/cb?x=1"));
  CHECK_FALSE(matches("https://a.app.example/cb", "https://*.app.example/cb?x=1"));
  CHECK_FALSE(matches("https://a.app.example/cb?x=2", "https://*.app.example/cb?x=1"));
}

TEST_CASE("matches_redirect_uri refuses a requested wildcard") {
  CHECK_FALSE(matches("https://*.app.example/cb", "https://*.app.example/cb"));
  CHECK_FALSE(matches("https://a.app.example/*", "https://a.app.example/*"));
  CHECK_FALSE(matches("https://a.app.example/cb?x=*", "https://a.app.example/cb?x=*"));
}

TEST_CASE("matches_redirect_uri ignores registered wildcards that are not safe") {
  CHECK_FALSE(matches("https://evil.example/cb", "https://*/cb"));
  CHECK_FALSE(matches("https://evil.example/cb", "https://*.example/cb"));
  CHECK_FALSE(matches("https://a.evil.example/cb", "https://a.*.example/cb"));
  CHECK_FALSE(matches("https://a.b.c.example/1/2", "https://*.*.c.example/*/2"));
  CHECK_FALSE(matches("https://a.example/cb?x=1", "https://a.example/cb?x=*"));
  CHECK_FALSE(matches("https://a.example:8443/cb", "https://a.example:*/cb"));
  CHECK_FALSE(matches("https://a.example/cb", "*://a.example/cb"));
  CHECK_FALSE(matches("app://evil/cb", "app://*/cb"));
}

TEST_CASE("matches_redirect_uri refuses what is longer than a parameter may be") {
  const auto longest = "https://app.example/" + std::string(max_redirect_uri_bytes - 20, 'a');
  CHECK(matches(longest, longest));
  CHECK(is_valid_redirect_uri(longest));
  CHECK_FALSE(matches(longest + "a", longest + "a"));
  CHECK_FALSE(matches(longest + "a", "https://app.example/*"));
  CHECK_FALSE(is_valid_redirect_uri(longest + "a"));
}

TEST_CASE("is_valid_redirect_uri accepts web URIs, custom schemes and safe wildcards") {
  for (const char* uri : {
           "https://app.example",
           "https://app.example/callback?a=1",
           "http://localhost:3000/callback",
           "http://127.0.0.1/",
           "http://[::1]:3000/",
           "com.example.app:/callback",
           "com.example.app://callback",
           "my-app+1:callback",
           "https://*.app.example/callback",
           "https://preview-*.app.example/*",
           "https://app.example/*",
           "https://bücher.example/callback",
           "https://한국.example",
           "https://app.example/zurück?ä=ö",
           "com.example.app:/zurück",
       }) {
    CAPTURE(uri);
    CHECK(is_valid_redirect_uri(uri));
  }
}

TEST_CASE("is_valid_redirect_uri refuses what must not be registered") {
  for (const char* uri : {
           "",
           "callback",
           "/callback",
           "https://",
           "https:///callback",
           "https://user@app.example/",
           "https://user:password@app.example/",
           "https://app.example/#",
           "https://app.example/#fragment",
           "https://app.example/a/../b",
           "https://app.example/./b",
           "https://app.example/a/%2E%2e/b",
           "https://app.example/a/..;/b",
           "https://app.example/a b",
           "https://app.example\\b",
           "com.example.app:/callback#fragment",
           "view-source:https://a.example",
           "filesystem:https://a.example/temporary",
           "jar:https://a.example",
           "ftp://a.example/cb",
           "wss://a.example/cb",
           "javascript:alert(1)",
           "data:text/html,x",
           "vbscript:x",
           "file:///x",
           "blob:x",
           "about:blank",
           "https://*/callback",
           "https://*.example/callback",
           "https://a.*.example/callback",
           "https://*.*.*.app.example/",
           "https://*.app.example:*/",
           "https://*.app.example/?a=*",
           "https://*.app.example/#*",
           "https://user@*.app.example/",
           "https://[::1]/*",
           "https://app.example/a/../*",
           "http*://app.example/",
           "com.example.app://*",
           "https://evil.example／.app.example/",
           "https://a\u3000b.example/",
           "https://*.bücher.example/",
           "https://app.example/zurück/*",
           "https://app.example/zurück/../x",
           "jävascript:alert(1)",
       }) {
    CAPTURE(uri);
    CHECK_FALSE(is_valid_redirect_uri(uri));
  }
}

TEST_CASE("matches_origin compares scheme, host and port of web URIs") {
  CHECK(has_origin("https://app.example/callback?a=1", "https://app.example"));
  CHECK(has_origin("https://app.example:8443/", "https://app.example:8443"));
  CHECK(has_origin("https://app.example", "https://APP.example:443"));
  CHECK(has_origin("https://bücher.example/cb", "https://xn--bcher-kva.example"));
  CHECK_FALSE(has_origin("https://app.example/", "http://app.example"));
  CHECK_FALSE(has_origin("https://app.example/", "https://app.example:8443"));
  CHECK_FALSE(has_origin("https://app.example/", "https://app.example.evil.example"));
  CHECK_FALSE(has_origin("https://app.example/", "https://evil.example"));
}

TEST_CASE("matches_origin honours host wildcards and nothing else") {
  CHECK(has_origin("https://*.app.example/cb", "https://a.app.example"));
  CHECK(has_origin("https://app.example/*", "https://app.example"));
  CHECK_FALSE(has_origin("https://*.app.example/cb", "https://a.b.app.example"));
  CHECK_FALSE(has_origin("https://*.app.example/cb", "https://app.example"));
  CHECK_FALSE(has_origin("https://*.app.example:8443/cb", "https://a.app.example"));
  CHECK_FALSE(has_origin("https://*/cb", "https://evil.example"));
  CHECK_FALSE(has_origin("not a uri", "https://app.example"));
}

TEST_CASE("matches_origin knows no origin of a custom scheme") {
  CHECK_FALSE(has_origin("com.example.app://callback", "https://callback"));
  CHECK_FALSE(has_origin("com.example.app://callback", "com.example.app://callback"));
}

TEST_CASE("is_valid_origin wants a web origin and nothing after it") {
  for (const auto* origin :
       {"https://app.example",
        "http://localhost:3000",
        "https://app.example/",
        "https://*.app.example",
        "https://*.app.example:8443",
        "http://[::1]:3000"}) {
    CAPTURE(origin);
    CHECK(is_valid_origin(origin));
  }
  for (const auto* origin :
       {"",
        "*",
        "null",
        "app.example",
        "https://app.example/a",
        "https://app.example/*",
        "https://app.example?a",
        "https://app.example#a",
        "https://user@app.example",
        "https://*",
        "https://*.example",
        "com.example.app://home"}) {
    CAPTURE(origin);
    CHECK_FALSE(is_valid_origin(origin));
  }
}

}  // namespace daemun
