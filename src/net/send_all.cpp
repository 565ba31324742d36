#include "net/send_all.h"

#include <exception>
#include <memory>
#include <optional>
#include <utility>

namespace daemun::net {
namespace {

using Answer = Result<Response, HttpError>;
using Answers = std::vector<std::optional<Answer>>;

// The state that the requests under way share. All of them run on the caller's loop.
struct Gathering {
  Answers answers{};
  std::size_t left = 0;
  std::exception_ptr error{};
};

}  // namespace

Task<std::vector<Answer>> send_all(TaskHttpClient& client, std::vector<Request> requests) {
  std::vector<Answer> answers;
  if (requests.empty()) co_return answers;
  const Executor executor = co_await boost::asio::this_coro::executor;
  const auto gathering = std::make_shared<Gathering>();
  gathering->answers.resize(requests.size());
  gathering->left = requests.size();
  auto start = [&](Resume<bool> resume) {
    for (std::size_t i = 0; i < requests.size(); ++i) {
      boost::asio::co_spawn(
          executor,
          to_optional_task(client.send(std::move(requests[i]))),
          [gathering, i, resume](std::exception_ptr error, std::optional<Answer> answer) {
            if (error) gathering->error = error;
            gathering->answers[i] = std::move(answer);
            if (--gathering->left == 0) resume(true);
          }
      );
    }
  };
  co_await suspend_for<bool>(std::move(start));
  if (gathering->error) std::rethrow_exception(gathering->error);
  for (auto& answer : gathering->answers)
    answers.push_back(*std::move(answer));
  co_return answers;
}

}  // namespace daemun::net
