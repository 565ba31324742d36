#include "http/chunked_body.h"
#include "http/head.h"
#include "http/test_door.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

using namespace daemun;
using namespace daemun::http;

namespace {

struct Case {
  std::string_view name;
  std::string text;
  int status;  // 0: accepted
};

using namespace std::string_literals;

const std::string host = "Host: a\r\n";

const std::vector<Case> heads = {
    {"a plain request", "GET / HTTP/1.1\r\n" + host + "\r\n", 0},
    {"both lengths",
     "POST / HTTP/1.1\r\n" + host + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n",
     400},
    {"both lengths, other order",
     "POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n",
     400},
    {"two equal Content-Length",
     "POST / HTTP/1.1\r\n" + host + "Content-Length: 3\r\nContent-Length: 3\r\n\r\n",
     400},
    {"two different Content-Length",
     "POST / HTTP/1.1\r\n" + host + "Content-Length: 3\r\nContent-Length: 4\r\n\r\n",
     400},
    {"Content-Length list", "POST / HTTP/1.1\r\n" + host + "Content-Length: 3, 3\r\n\r\n", 400},
    {"Content-Length with sign", "POST / HTTP/1.1\r\n" + host + "Content-Length: +3\r\n\r\n", 400},
    {"negative Content-Length", "POST / HTTP/1.1\r\n" + host + "Content-Length: -3\r\n\r\n", 400},
    {"hexadecimal Content-Length",
     "POST / HTTP/1.1\r\n" + host + "Content-Length: 0x3\r\n\r\n",
     400},
    {"empty Content-Length", "POST / HTTP/1.1\r\n" + host + "Content-Length:\r\n\r\n", 400},
    {"Content-Length over 64 bits",
     "POST / HTTP/1.1\r\n" + host + "Content-Length: 18446744073709551619\r\n\r\n",
     400},
    {"too long a body", "POST / HTTP/1.1\r\n" + host + "Content-Length: 65537\r\n\r\n", 413},
    {"the longest body", "POST / HTTP/1.1\r\n" + host + "Content-Length: 65536\r\n\r\n", 0},
    {"chunked", "POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: Chunked\r\n\r\n", 0},
    {"unknown coding", "POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: xchunked\r\n\r\n", 400},
    {"coding list", "POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: gzip, chunked\r\n\r\n", 400},
    {"chunked twice",
     "POST / HTTP/1.1\r\n" + host +
         "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n",
     400},
    {"chunked hidden behind identity",
     "POST / HTTP/1.1\r\n" + host +
         "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n\r\n",
     400},
    {"chunked with vertical tab",
     "POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: \vchunked\r\n\r\n",
     400},
    {"chunked in HTTP/1.0",
     "POST / HTTP/1.0\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n",
     400},
    {"space before the colon", "POST / HTTP/1.1\r\n" + host + "Content-Length : 3\r\n\r\n", 400},
    {"tab before the colon", "POST / HTTP/1.1\r\n" + host + "Content-Length\t: 3\r\n\r\n", 400},
    {"line without colon", "GET / HTTP/1.1\r\n" + host + "Nonsense\r\n\r\n", 400},
    {"empty name", "GET / HTTP/1.1\r\n" + host + ": x\r\n\r\n", 400},
    {"obs-fold", "GET / HTTP/1.1\r\n" + host + "A: b\r\n c\r\n\r\n", 400},
    {"obs-fold with tab", "GET / HTTP/1.1\r\n" + host + "A: b\r\n\tc\r\n\r\n", 400},
    {"space before the first header", "GET / HTTP/1.1\r\n " + host + "\r\n", 400},
    {"bare LF after the request line", "GET / HTTP/1.1\n" + host + "\r\n", 400},
    {"bare LF between headers", "GET / HTTP/1.1\r\nHost: a\nA: b\r\n\r\n", 400},
    {"bare CR in a value", "GET / HTTP/1.1\r\n" + host + "A: b\rc\r\n\r\n", 400},
    {"two CR", "GET / HTTP/1.1\r\n" + host + "A: b\r\r\n\r\n", 400},
    {"NUL in a value", "GET / HTTP/1.1\r\n" + host + "A: b\0c\r\n\r\n"s, 400},
    {"NUL in a name", "GET / HTTP/1.1\r\n" + host + "A\0b: c\r\n\r\n"s, 400},
    {"NUL in the target", "GET /\0 HTTP/1.1\r\n"s + host + "\r\n", 400},
    {"DEL in a value", "GET / HTTP/1.1\r\n" + host + "A: \x7f\r\n\r\n", 400},
    {"non-ASCII target", "GET /\xc3\xa9 HTTP/1.1\r\n" + host + "\r\n", 400},
    {"non-ASCII name", "GET / HTTP/1.1\r\n" + host + "\xc3\xa9: 1\r\n\r\n", 400},
    {"non-ASCII value", "GET / HTTP/1.1\r\n" + host + "A: \xc3\xa9\r\n\r\n", 0},
    {"space in the target", "GET /a b HTTP/1.1\r\n" + host + "\r\n", 400},
    {"tab after the method", "GET\t/ HTTP/1.1\r\n" + host + "\r\n", 400},
    {"two spaces", "GET  / HTTP/1.1\r\n" + host + "\r\n", 400},
    {"fragment in the target", "GET /#a HTTP/1.1\r\n" + host + "\r\n", 400},
    {"no version", "GET /\r\n" + host + "\r\n", 400},
    {"version 0.9", "GET / HTTP/0.9\r\n" + host + "\r\n", 400},
    {"version 2.0", "GET / HTTP/2.0\r\n" + host + "\r\n", 400},
    {"lower-case version", "GET / http/1.1\r\n" + host + "\r\n", 400},
    {"no Host", "GET / HTTP/1.1\r\n\r\n", 400},
    {"no Host in HTTP/1.0", "GET / HTTP/1.0\r\n\r\n", 0},
    {"two Hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", 400},
    {"two Hosts in HTTP/1.0", "GET / HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n", 400},
    {"empty Host", "GET / HTTP/1.1\r\nHost:\r\n\r\n", 400},
    {"Host with path", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400},
    {"Host with user", "GET / HTTP/1.1\r\nHost: u@a\r\n\r\n", 400},
    {"Host with two ports", "GET / HTTP/1.1\r\nHost: a:1:2\r\n\r\n", 400},
    {"Host with bad port", "GET / HTTP/1.1\r\nHost: a:65536\r\n\r\n", 400},
    {"Host list", "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n", 400},
    {"IPv6 Host", "GET / HTTP/1.1\r\nHost: [::1]:3001\r\n\r\n", 0},
    {"broken IPv6 Host", "GET / HTTP/1.1\r\nHost: [::1\r\n\r\n", 400},
    {"absolute target", "GET http://b/x HTTP/1.1\r\n" + host + "\r\n", 0},
    {"absolute target without Host", "GET http://b/x HTTP/1.1\r\n\r\n", 400},
    {"absolute target with user", "GET http://u@b/x HTTP/1.1\r\n" + host + "\r\n", 400},
    {"absolute target without authority", "GET http:///x HTTP/1.1\r\n" + host + "\r\n", 400},
    {"target of another scheme", "GET ftp://b/x HTTP/1.1\r\n" + host + "\r\n", 400},
    {"authority target", "GET b:80 HTTP/1.1\r\n" + host + "\r\n", 400},
    {"asterisk target", "OPTIONS * HTTP/1.1\r\n" + host + "\r\n", 400},
    {"relative target", "GET a HTTP/1.1\r\n" + host + "\r\n", 400},
    {"CONNECT", "CONNECT a:80 HTTP/1.1\r\n" + host + "\r\n", 501},
    {"TRACE", "TRACE / HTTP/1.1\r\n" + host + "\r\n", 501},
    {"unknown method", "BREW / HTTP/1.1\r\n" + host + "\r\n", 0},
    {"method that is no token", "GE(T / HTTP/1.1\r\n" + host + "\r\n", 400},
    {"unknown expectation",
     "POST / HTTP/1.1\r\n" + host + "Expect: tea\r\nContent-Length: 1\r\n\r\n",
     417},
    {"Upgrade is ignored",
     "GET / HTTP/1.1\r\n" + host + "Connection: upgrade\r\nUpgrade: h2c\r\n\r\n",
     0},
    {"malformed Connection", "GET / HTTP/1.1\r\n" + host + "Connection: a b\r\n\r\n", 400},
    {"the longest target", "GET /" + std::string(8191, 'a') + " HTTP/1.1\r\n" + host + "\r\n", 0},
    {"too long a target", "GET /" + std::string(8192, 'a') + " HTTP/1.1\r\n" + host + "\r\n", 414},
    {"too large a head",
     "GET / HTTP/1.1\r\n" + host + "A: " + std::string(16384, 'a') + "\r\n\r\n",
     431},
};

struct Body {
  std::string_view name;
  std::string text;
  bool is_accepted;
};

const std::vector<Body> bodies = {
    {"one chunk", "3\r\nabc\r\n0\r\n\r\n", true},
    {"an extension", "3;a=\"b\"\r\nabc\r\n0\r\n\r\n", true},
    {"a trailer", "3\r\nabc\r\n0\r\nA: b\r\n\r\n", true},
    {"leading zeros", "0003\r\nabc\r\n0\r\n\r\n", true},
    {"no size", "\r\nabc\r\n0\r\n\r\n", false},
    {"not hexadecimal", "g\r\nabc\r\n0\r\n\r\n", false},
    {"a prefix 0x", "0x3\r\nabc\r\n0\r\n\r\n", false},
    {"a sign", "+3\r\nabc\r\n0\r\n\r\n", false},
    {"white space before the size", " 3\r\nabc\r\n0\r\n\r\n", false},
    {"size over 64 bits", "10000000000000003\r\nabc\r\n0\r\n\r\n", false},
    {"bare LF after the size", "3\nabc\r\n0\r\n\r\n", false},
    {"bare LF in an extension", "3;a\nabc\r\n0\r\n\r\n", false},
    {"bare CR in an extension", "3;a\rb\r\nabc\r\n0\r\n\r\n", false},
    {"bare LF after the data", "3\r\nabc\n0\r\n\r\n", false},
    {"data longer than its size", "2\r\nabc\r\n0\r\n\r\n", false},
    {"other text for the end of the data", "3\r\nabcXX0\r\n\r\n", false},
    {"a malformed trailer", "0\r\nA b\r\n\r\n", false},
    {"a Content-Length trailer", "0\r\nContent-Length: 5\r\n\r\n", false},
};

}  // namespace

TEST_CASE("parse_head refuses every ambiguous head") {
  const Limits limits;
  for (const Case& row : heads) {
    CAPTURE(row.name);
    const auto head = parse_head(row.text, limits);
    CHECK((head ? 0 : head.error().status) == row.status);
  }
}

TEST_CASE("server refuses every ambiguous head and hangs up") {
  TestDoor door(one_loop(), echo);
  for (const Case& row : heads) {
    if (row.status == 0) continue;
    CAPTURE(row.name);
    RawClient client(door.server);
    // A second request hides behind the first: it must not be answered.
    client.send(row.text + "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n");
    client.end();
    const std::string answer = client.receive();
    CHECK(to_status(answer) == std::to_string(row.status));
    CHECK(has_line(answer, "Connection: close"));
    CHECK(client.is_closed());
  }
  CHECK(door.server.statistics().requests == 0);
  CHECK(door.server.statistics().rejected_malformed > 50);
}

TEST_CASE("ChunkedBody takes only what RFC 9112 calls a chunk") {
  const Limits limits;
  for (const Body& row : bodies) {
    CAPTURE(row.name);
    ChunkedBody whole(limits.body_bytes, limits.header_bytes);
    const auto used = whole.feed(row.text);
    CHECK((used && whole.is_complete() && *used == row.text.size()) == row.is_accepted);

    // The same in pieces of one more byte each.
    ChunkedBody parts(limits.body_bytes, limits.header_bytes);
    std::size_t start = 0;
    bool refused = false;
    for (std::size_t end = 1; end <= row.text.size() && !refused && !parts.is_complete(); ++end) {
      const auto taken = parts.feed(std::string_view(row.text).substr(start, end - start));
      refused = !taken;
      if (taken) start += *taken;
    }
    CHECK((!refused && parts.is_complete() && start == row.text.size()) == row.is_accepted);
  }
}

TEST_CASE("server hangs up on a malformed chunked body") {
  TestDoor door(one_loop(), echo);
  for (const Body& row : bodies) {
    CAPTURE(row.name);
    RawClient client(door.server);
    client.send(
        "POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n" + row.text +
        "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n"
    );
    client.end();
    CHECK(to_status(client.receive()) == (row.is_accepted ? "200" : "400"));
    CHECK(to_body(client.receive()).starts_with("GET /smuggled") == row.is_accepted);
  }
}

TEST_CASE("server bounds chunked bodies") {
  TestDoor door(one_loop(), echo);
  const std::string head = "POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n";
  {
    RawClient client(door.server);
    CHECK(to_status(client.ask(head + "10001\r\n")) == "413");
  }
  {
    RawClient client(door.server);
    const std::string chunk = "8000\r\n" + std::string(0x8000, 'x') + "\r\n";
    const std::string answer = client.ask(head + chunk + chunk + "0\r\n\r\n");
    CHECK(to_body(answer).size() == 65536 + std::string_view("POST /? ").size());
  }
  {
    RawClient client(door.server);
    CHECK(to_status(client.ask(head + "1;" + std::string(40000, 'x'))) == "400");
  }
}

TEST_CASE("server ends a request line that never ends") {
  TestDoor door(one_loop(), echo);
  RawClient target(door.server);
  CHECK(to_status(target.ask("GET /" + std::string(20000, 'a'))) == "414");
  RawClient header(door.server);
  CHECK(to_status(header.ask("GET / HTTP/1.1\r\nA: " + std::string(20000, 'a'))) == "431");
}

TEST_CASE("parse_head limits the number of headers") {
  std::string text = "GET / HTTP/1.1\r\n" + host;
  for (int i = 0; i < 99; ++i)
    text += "A: b\r\n";
  CHECK(parse_head(text + "\r\n", Limits{}).has_value());
  const auto refused = parse_head(text + "A: b\r\n\r\n", Limits{});
  REQUIRE(!refused);
  CHECK(refused.error().status == 431);
}

TEST_CASE("parse_head takes the authority of an absolute target as the Host") {
  const auto head = parse_head("GET HTTP://b:81?x=1 HTTP/1.1\r\nHost: a\r\n\r\n", Limits{});
  REQUIRE(head);
  CHECK(head->request.host == "b:81");
  CHECK(head->request.header("host") == "b:81");
  CHECK(head->request.path == "/");
  CHECK(head->request.query == "x=1");
}

TEST_CASE("parse_head splits the target and lowers header names") {
  const auto head =
      parse_head("PUT /a%20b?c?d HTTP/1.1\r\nHOST: x\r\nX-Y:  z z \t\r\n\r\n", Limits{});
  REQUIRE(head);
  CHECK(head->request.method == Method::put);
  CHECK(head->request.path == "/a%20b");
  CHECK(head->request.query == "c?d");
  CHECK(head->request.header("x-y") == "z z");
}
