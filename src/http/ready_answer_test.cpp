#include "http/ready_answer.h"

#include "http/test_door.h"

#include <doctest/doctest.h>

#include <stdexcept>

using namespace daemun;
using namespace daemun::http;

namespace {

AnswerContext a_context(std::string_view scheme) {
  return {.scheme = scheme, .request_id = "0123456789abcdef", .date = "today"};
}

Response a_document(std::size_t size) {
  return json_response(200, std::string(size, 'x')).set("ETag", "\"1\"");
}

std::string written(const Response& response, const AnswerContext& context) {
  std::string out;
  const std::string_view rest = append_response(out, response, context);
  return out.append(rest);
}

// Has one document, and counts how often it is asked for.
class OneDocument final : public ReadyAnswers {
 public:
  bool covers(const Request& request) const override { return request.path == "/document"; }
  Task<std::shared_ptr<const ReadyAnswer>> find(const Request* /*request*/) override {
    ++asked;
    if (is_gone) throw std::runtime_error("gone");
    co_return answer;
  }

  std::shared_ptr<const ReadyAnswer> answer = std::make_shared<ReadyAnswer>(a_document(10'000));
  bool is_gone = false;
  int asked = 0;
};

}  // namespace

TEST_CASE("a ready answer is byte for byte what append_response writes") {
  for (const std::size_t size : {0U, 3U, 100'000U}) {
    const Response response = a_document(size);
    const ReadyAnswer ready(response);
    for (const std::string_view scheme : {"http", "https"}) {
      auto context = a_context(scheme);
      for (const auto after : {AfterAnswer::keep_alive, AfterAnswer::close}) {
        context.after = after;
        std::string out;
        ready.append_to(out, context);
        CHECK(out == written(response, context));
      }
    }
  }
}

TEST_CASE("a ready answer is not made of headers that break their line") {
  const Response response = text_response(200, "x").add("X-A", "1\r\nSet-Cookie: a=b");
  CHECK_THROWS_AS(ReadyAnswer{response}, std::invalid_argument);
}

TEST_CASE("the door asks for a ready answer before the application, which answers without one") {
  OneDocument documents;
  ServerConfig config = one_loop();
  config.ready_answers = &documents;
  TestDoor door(std::move(config), echo);
  RawClient client(door.server);
  const auto answer = client.ask("GET /document HTTP/1.1\r\nHost: a\r\n\r\n");
  CHECK(to_status(answer) == "200");
  CHECK(has_line(answer, "ETag: \"1\""));
  CHECK(to_body(answer) == std::string(10'000, 'x'));
  CHECK(to_body(client.ask("GET /other HTTP/1.1\r\nHost: a\r\n\r\n")) == "GET /other? ");
  CHECK(documents.asked == 1);
  documents.answer = nullptr;
  CHECK(to_body(client.ask("GET /document HTTP/1.1\r\nHost: a\r\n\r\n")) == "GET /document? ");
  documents.is_gone = true;
  CHECK(to_status(client.ask("GET /document HTTP/1.1\r\nHost: a\r\n\r\n")) == "500");
}
