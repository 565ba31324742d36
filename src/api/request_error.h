// A refusal of an API, and the one place where it becomes an answer: Logto's body
// {code, message, data?, details?}, with the message in the language of the person.
#ifndef DAEMUN_API_REQUEST_ERROR_H
#define DAEMUN_API_REQUEST_ERROR_H

#include "base/json.h"
#include "base/result.h"
#include "domain/language.h"
#include "http/request.h"
#include "http/response.h"

#include <string>
#include <string_view>

namespace daemun::api {

struct RequestError {
  std::string code;
  int status = 400;
  json::value data = nullptr;  // null: no `data`. Its strings also fill the message's {{places}}.
  std::string details = {};    // for developers, plain ASCII
  std::string message = {};    // instead of the code's phrase
  // The OAuth members that some refusals carry as well; empty: none.
  std::string oauth_error = {};
  std::string oauth_description = {};
};

template <typename T>
using Outcome = Result<T, RequestError>;

http::Response to_response(const RequestError& error, const http::Request& request);

// 400 guard.invalid_input.
RequestError invalid_input(std::string details);
// 409 request.conflict: somebody else has changed the same in between. Worth another try.
RequestError conflict();
bool is_conflict(const RequestError& error);

// The query's `locale`, then Accept-Language, then English.
Language language_of(const http::Request& request);

// JSON with `Cache-Control: no-store`.
http::Response answer_json(int status, const json::value& body);
http::Response answer_json_text(int status, std::string body);
http::Response answer_nothing();

}  // namespace daemun::api

#endif
