#include "http/ready_answer.h"

namespace daemun::http {

ReadyAnswer::ReadyAnswer(const Response& response) {
  append_common_lines(plain_head_, response, "http");
  append_common_lines(secure_head_, response, "https");
  append_length(rest_, response.text().size());
  rest_ += "\r\n";
  rest_ += response.text();
}

void ReadyAnswer::append_to(std::string& out, const AnswerContext& context) const {
  const std::string& head = context.scheme == "https" ? secure_head_ : plain_head_;
  constexpr std::size_t own_lines = 128;
  out.reserve(out.size() + head.size() + own_lines + rest_.size());
  out += head;
  append_own_lines(out, context);
  out += rest_;
}

}  // namespace daemun::http
