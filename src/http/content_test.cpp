// Changes to answers on their way out: ETag, gzip, CORS, embedded files.
#include "http/compression.h"
#include "http/conditional.h"
#include "http/cors.h"
#include "http/shared_document.h"
#include "http/static_files.h"
#include "http/vary.h"

#include <doctest/doctest.h>
#include <zlib.h>

#include <array>
#include <memory>

using namespace daemun::http;

namespace {

Request a_get(std::vector<Header> headers = {}) {
  Request request;
  request.headers = std::move(headers);
  return request;
}

std::string to_plain(const std::string& gzip) {
  z_stream stream{};
  REQUIRE(inflateInit2(&stream, MAX_WBITS + 16) == Z_OK);
  std::string text(1 << 20, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(gzip.data()));
  stream.avail_in = static_cast<uInt>(gzip.size());
  stream.next_out = reinterpret_cast<Bytef*>(text.data());
  stream.avail_out = static_cast<uInt>(text.size());
  CHECK(inflate(&stream, Z_FINISH) == Z_STREAM_END);
  text.resize(stream.total_out);
  inflateEnd(&stream);
  return text;
}

const std::string long_json = "[\"" + std::string(2000, 'a') + "\"]";

}  // namespace

TEST_CASE("with_etag answers 304 to a client that has the body") {
  const Response first = with_etag(a_get(), json_response(200, long_json));
  REQUIRE(first.find("ETag") != nullptr);
  const std::string etag = *first.find("ETag");
  CHECK(first.status == 200);
  CHECK(*with_etag(a_get(), json_response(200, long_json)).find("ETag") == etag);
  CHECK(*with_etag(a_get(), json_response(200, long_json + " ")).find("ETag") != etag);

  const Response again =
      with_etag(a_get({{"if-none-match", "\"x\", " + etag}}), json_response(200, long_json));
  CHECK(again.status == 304);
  CHECK(again.body.empty());
  CHECK(*again.find("ETag") == etag);
  CHECK(again.find("Content-Type") == nullptr);
}

TEST_CASE("with_etag and with_gzip look at bytes that answers share") {
  const auto answer = [] {
    Response response = json_response(200, "");
    response.shared = SharedBytes{long_json};
    return response;
  };
  const Response named = with_etag(a_get(), answer());
  CHECK(*named.find("ETag") == *with_etag(a_get(), json_response(200, long_json)).find("ETag"));
  CHECK(named.text() == long_json);
  CHECK(with_etag(a_get({{"if-none-match", *named.find("ETag")}}), answer()).text().empty());
  const Response zipped = with_gzip(a_get({{"accept-encoding", "gzip"}}), answer());
  CHECK(to_plain(zipped.body) == long_json);
  CHECK(zipped.text() == zipped.body);
}

TEST_CASE("SharedDocument answers everybody with the same bytes") {
  const auto document =
      std::make_shared<const SharedDocument>("application/json; charset=utf-8", long_json);
  const Response plain = document->answer(a_get());
  CHECK(plain.text().data() == document->text().data());
  CHECK(*plain.find("Content-Type") == "application/json; charset=utf-8");
  CHECK(*plain.find("Cache-Control") == "no-cache");
  const Request zipping = a_get({{"accept-encoding", "gzip"}});
  const Response zipped = document->answer(zipping);
  CHECK(*zipped.find("Content-Encoding") == "gzip");
  CHECK(*zipped.find("Vary") == "Accept-Encoding");
  CHECK(to_plain(std::string(zipped.text())) == long_json);
  CHECK(zipped.text().data() == document->answer(zipping).text().data());
  CHECK(*zipped.find("ETag") == *plain.find("ETag"));
  CHECK(with_gzip(zipping, zipped).text().data() == zipped.text().data());
  CHECK(with_etag(a_get({{"if-none-match", *plain.find("ETag")}}), plain).status == 304);
}

TEST_CASE("with_etag leaves other answers alone") {
  Request post = a_get({{"if-none-match", "*"}});
  post.method = Method::post;
  CHECK(with_etag(post, json_response(200, "{}")).find("ETag") == nullptr);
  CHECK(with_etag(a_get({{"if-none-match", "*"}}), json_response(404, "{}")).status == 404);
  CHECK(*with_etag(a_get(), json_response(200, "{}").add("ETag", "\"v\"")).find("ETag") == "\"v\"");
}

TEST_CASE("matches_etag compares weakly") {
  CHECK(matches_etag("W/\"a\"", "\"a\""));
  CHECK(matches_etag("\"a\"", "W/\"a\""));
  CHECK(matches_etag("*", "\"a\""));
  CHECK(matches_etag("\"b\",\"a\"", "\"a\""));
  CHECK_FALSE(matches_etag("\"b\"", "\"a\""));
  CHECK_FALSE(matches_etag("", "\"a\""));
}

TEST_CASE("accepts_gzip reads qualities") {
  const std::vector<std::pair<std::string_view, bool>> table = {
      {"", false},
      {"gzip", true},
      {"br, GZIP", true},
      {"gzip;q=0", false},
      {"gzip; q=0.000", false},
      {"gzip;q=0.1", true},
      {"*", true},
      {"*;q=0", false},
      {"gzip;q=0, *", false},
      {"identity", false},
      {"*;q=0, gzip", true},
      {"gzipped", false},
  };
  for (const auto& row : table) {
    const auto& text = row.first;
    const auto& accepted = row.second;
    CAPTURE(text);
    CHECK(accepts_gzip(text) == accepted);
  }
}

TEST_CASE("with_gzip compresses what is worth it") {
  const Request request = a_get({{"accept-encoding", "gzip"}});
  const Response response = with_gzip(request, json_response(200, long_json));
  CHECK(*response.find("Content-Encoding") == "gzip");
  CHECK(*response.find("Vary") == "Accept-Encoding");
  CHECK(response.body.size() < 200);
  CHECK(to_plain(response.body) == long_json);

  CHECK(with_gzip(request, json_response(200, "{}")).body == "{}");
  const Response plain = with_gzip(a_get(), json_response(200, long_json));
  CHECK(plain.body == long_json);
  CHECK(*plain.find("Vary") == "Accept-Encoding");
  Response image = json_response(200, long_json).set("Content-Type", "image/png");
  CHECK(with_gzip(request, image).body == long_json);
}

TEST_CASE("with_document_gzip compresses a document that is not stored") {
  const Request request = a_get({{"accept-encoding", "gzip"}});
  const Response document =
      html_response(200, std::string(4096, ' ')).set("Cache-Control", "no-store");
  const Response response = with_document_gzip(request, document);
  CHECK(*response.find("Content-Encoding") == "gzip");
  CHECK(to_plain(response.body) == document.body);
  CHECK(with_document_gzip(a_get(), document).body == document.body);
}

TEST_CASE("with_gzip never compresses secrets") {
  const Request request = a_get({{"accept-encoding", "gzip"}});
  const Response response =
      with_gzip(request, json_response(200, long_json).add("Cache-Control", "No-Store"));
  CHECK(response.body == long_json);
  CHECK(response.find("Content-Encoding") == nullptr);
}

TEST_CASE("add_vary names a header once") {
  Response response;
  add_vary(response, "Origin");
  add_vary(response, "Accept-Encoding");
  add_vary(response, "origin");
  CHECK(*response.find("Vary") == "Origin, Accept-Encoding");
}

TEST_CASE("preflight echoes origin and header names, never credentials") {
  const Response response = preflight("https://a.example", "GET,POST", "authorization, x-a");
  CHECK(response.status == 204);
  CHECK(*response.find("Access-Control-Allow-Origin") == "https://a.example");
  CHECK(*response.find("Access-Control-Allow-Methods") == "GET,POST");
  CHECK(*response.find("Access-Control-Allow-Headers") == "authorization, x-a");
  CHECK(*response.find("Access-Control-Max-Age") == "3600");
  CHECK(*response.find("Vary") == "Origin");
  CHECK(response.find("Access-Control-Allow-Credentials") == nullptr);
  CHECK(preflight("https://a", "GET", "a b").find("Access-Control-Allow-Headers") == nullptr);
  CHECK(preflight("https://a\r\nX: y", "GET").find("Access-Control-Allow-Origin") == nullptr);
}

TEST_CASE("allow_origin lets a page read the answer") {
  Response response = json_response(200, "{}");
  allow_origin(response, "https://a.example");
  CHECK(*response.find("Access-Control-Allow-Origin") == "https://a.example");
  CHECK(*response.find("Access-Control-Expose-Headers") == "WWW-Authenticate");
  CHECK(*response.find("Vary") == "Origin");
}

TEST_CASE("serve_static picks the variant, the caching and 304") {
  const std::array<StaticFile, 2> files{{
      {"/assets/a-1.js", "text/javascript", "plain", "zipped", "\"e\""},
      {"/index.html", "text/html", "page", "", ""},
  }};
  const auto plain = serve_static(files, a_get(), "/assets/a-1.js");
  REQUIRE(plain);
  CHECK(plain->text() == "plain");
  CHECK(*plain->find("Cache-Control") == "public, max-age=31536000, immutable");
  CHECK(*plain->find("Vary") == "Accept-Encoding");
  CHECK(*plain->find("ETag") == "W/\"e\"");

  const auto zipped = serve_static(files, a_get({{"accept-encoding", "gzip"}}), "/assets/a-1.js");
  REQUIRE(zipped);
  CHECK(zipped->text() == "zipped");
  CHECK(*zipped->find("Content-Encoding") == "gzip");

  const auto known = serve_static(files, a_get({{"if-none-match", "\"e\""}}), "/assets/a-1.js");
  REQUIRE(known);
  CHECK(known->status == 304);
  CHECK(known->body.empty());

  const auto page = serve_static(files, a_get({{"accept-encoding", "gzip"}}), "/index.html");
  REQUIRE(page);
  CHECK(page->text() == "page");
  CHECK(*page->find("Cache-Control") == "no-cache");

  CHECK(!serve_static(files, a_get(), "/assets/../index.html"));
  Request post;
  post.method = Method::post;
  CHECK(!serve_static(files, post, "/index.html"));
}
