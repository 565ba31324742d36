// An answer that is the same for everybody until a setting changes: its lines and body are put
// together once, and only the lines of one request are added.
#ifndef DAEMUN_HTTP_READY_ANSWER_H
#define DAEMUN_HTTP_READY_ANSWER_H

#include "base/task.h"
#include "http/response_writer.h"

#include <memory>
#include <string>

namespace daemun::http {

class ReadyAnswer {
 public:
  // Throws as append_response.
  explicit ReadyAnswer(const Response& response);

  // The same bytes in the same order as append_response writes for the response, in answer to a
  // GET.
  void append_to(std::string& out, const AnswerContext& context) const;

 private:
  std::string plain_head_;   // up to the lines of the session
  std::string secure_head_;  // the same for https
  std::string rest_;         // from Content-Length on
};

// The application's ready answers.
class ReadyAnswers {
 public:
  virtual ~ReadyAnswers() = default;

  // Whether to ask `find`: a short look, for it is taken at every request.
  virtual bool covers(const Request& request) const = 0;
  // Null: the application has to answer. The request outlives the call.
  virtual Task<std::shared_ptr<const ReadyAnswer>> find(const Request* request) = 0;
};

}  // namespace daemun::http

#endif
