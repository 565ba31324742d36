// `daemun export` and `daemun apply` for a running server. Reading and changing a whole tenant
// takes as long as it is large, so it has a thread of its own, which starts with the first call.
#ifndef DAEMUN_APP_TENANT_FILE_TENANT_FILE_THREAD_H
#define DAEMUN_APP_TENANT_FILE_TENANT_FILE_THREAD_H

#include "management/tenant_files.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

namespace daemun::app {

class TenantFileThread final : public management::TenantFiles {
 public:
  TenantFileThread() = default;
  // Ends after the change in progress; what waits is dropped. The loops have stopped before.
  ~TenantFileThread() override;
  TenantFileThread(const TenantFileThread&) = delete;
  TenantFileThread& operator=(const TenantFileThread&) = delete;

  // Both throw daemun::Unavailable when too many wait.
  Task<std::string> make(management::ManagementApi& api, bool with_secrets) override;
  Task<Result<json::object, std::string>> apply(
      management::ManagementApi& api, management::TenantFileInput input
  ) override;

 private:
  template <typename T, typename Work>
  Task<T> call(Work work);
  // False when too many wait.
  bool push(std::function<void()> job);
  void run();

  std::mutex mutex_;
  std::condition_variable arrival_;
  std::deque<std::function<void()>> queue_;
  std::atomic<bool> is_stopping_ = false;
  std::thread thread_;
};

}  // namespace daemun::app

#endif
