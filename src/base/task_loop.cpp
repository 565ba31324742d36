#include "base/task_loop.h"

#include <boost/asio/post.hpp>

#include <utility>
#include <vector>

namespace daemun {
namespace {

namespace asio = boost::asio;

// Asio ends the services of a loop before it destroys what still waits there.
class LoopEnd final : public asio::execution_context::service {
 public:
  using key_type = LoopEnd;
  inline static asio::execution_context::id id;  // Asio finds the service by its address

  explicit LoopEnd(asio::execution_context& loop) : service(loop) {}

  void add(std::function<void()> ended) { ended_.push_back(std::move(ended)); }

 private:
  void shutdown() noexcept override {
    while (!ended_.empty()) {
      const auto ended = std::move(ended_.back());
      ended_.pop_back();
      ended();
    }
  }

  std::vector<std::function<void()>> ended_;
};

}  // namespace

void at_end_of(const Executor& loop, std::function<void()> ended) {
  asio::use_service<LoopEnd>(loop.context()).add(std::move(ended));
}

void run_on(const Executor& loop, std::function<void()> work) {
  asio::post(loop, std::move(work));
}

WatchedDescriptor::WatchedDescriptor(const Executor& loop, int descriptor)
    : descriptor_(loop, descriptor) {}

// Asio would close it.
WatchedDescriptor::~WatchedDescriptor() {
  descriptor_.release();
}

void WatchedDescriptor::wait_until(Event event, std::function<void()> ready) {
  const auto kind = event == Event::readable ? Descriptor::wait_read : Descriptor::wait_write;
  // An event that is under way when the object goes away would still be told.
  const std::weak_ptr<const bool> alive = alive_;
  descriptor_.async_wait(
      kind,
      [alive, ready = std::move(ready)](const boost::system::error_code& error) {
        if (error != asio::error::operation_aborted && !alive.expired()) ready();
      }
  );
}

}  // namespace daemun
