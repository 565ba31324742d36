#include "api/request_error.h"

#include <doctest/doctest.h>

namespace daemun::api {
namespace {

http::Request a_request(std::string query, std::string accept_language) {
  http::Request request;
  request.query = std::move(query);
  request.headers.push_back({"accept-language", std::move(accept_language)});
  return request;
}

json::object body_of(const http::Response& response) {
  return json::parse(response.body).as_object();
}

}  // namespace

TEST_CASE("to_response answers with code and message only") {
  const RequestError error{.code = "session.invalid_credentials", .status = 422};
  const auto response = to_response(error, a_request("", "en"));
  CHECK(response.status == 422);
  CHECK(*response.find("cache-control") == "no-store");
  const auto body = body_of(response);
  CHECK(body.size() == 2);
  CHECK(body.at("code").as_string() == "session.invalid_credentials");
}

TEST_CASE("to_response speaks the language of the query before that of the browser") {
  const RequestError error{.code = "user.suspended", .status = 401};
  const auto korean = body_of(to_response(error, a_request("locale=ko", "en")));
  CHECK(korean.at("message").as_string() == "정지된 계정이에요.");
  const auto by_header = body_of(to_response(error, a_request("", "ko-KR,en;q=0.5")));
  CHECK(by_header == korean);
  const auto english = body_of(to_response(error, a_request("locale=fr", "fr")));
  CHECK(english.at("message").as_string() == "This account is suspended.");
}

TEST_CASE("to_response fills the places of a message from its data") {
  RequestError error{.code = "session.verification_blocked_too_many_attempts"};
  error.data = json::object{{"relativeTime", "in 5 minutes"}};
  const auto body = body_of(to_response(error, a_request("", "")));
  CHECK(body.at("message").as_string() == "Too many attempts. Please try again in 5 minutes.");
  CHECK(body.at("data") == error.data);
}

TEST_CASE("to_response adds the OAuth members of an error that has them") {
  RequestError error{.code = "session.not_found"};
  error.oauth_error = "invalid_request";
  error.oauth_description = "interaction session not found";
  const auto body = body_of(to_response(error, a_request("", "")));
  CHECK(body.at("code").as_string() == "session.not_found");
  CHECK(body.at("error").as_string() == "invalid_request");
  CHECK(body.at("error_description").as_string() == "interaction session not found");
}

}  // namespace daemun::api
