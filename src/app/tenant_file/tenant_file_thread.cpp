#include "app/tenant_file/tenant_file_thread.h"

#include "app/tenant_file/apply_changes.h"
#include "app/tenant_file/load_document.h"
#include "app/tenant_file/yaml.h"
#include "base/unavailable.h"

#include <exception>
#include <optional>
#include <pthread.h>
#include <utility>

namespace daemun::app {
namespace {

constexpr std::size_t queue_limit = 4;
// Nobody waits for more values of a request than its text can write out.
constexpr YamlLimits yaml_limits{.max_depth = 32, .max_values = 1'000'000};

template <typename T>
struct Outcome {
  std::optional<T> value{};
  std::exception_ptr failure{};
};

std::string_view to_word(Change::Kind kind) {
  switch (kind) {
    case Change::Kind::create:
      return "create";
    case Change::Kind::update:
      return "update";
    case Change::Kind::remove:
      break;
  }
  return "remove";
}

json::object to_json(const Change& change) {
  const bool is_removal = change.kind == Change::Kind::remove;
  return {
      {"action", to_word(change.kind)},
      {"kind", change.section->noun},
      {"name", title_of(*change.section, is_removal ? change.current : change.wanted)},
      {"members", to_json_array(change.differing)},
  };
}

json::array to_json(const Changes& changes) {
  json::array list;
  for (const auto& change : changes.list)
    list.push_back(to_json(change));
  if (changes.experience.empty()) return list;
  json::array members;
  for (const auto& member : changes.experience)
    members.emplace_back(member.key());
  list.push_back(json::object{
      {"action", "update"},
      {"kind", "sign-in experience"},
      {"name", ""},
      {"members", std::move(members)},
  });
  return list;
}

using Applied = Result<json::object, std::string>;

Applied apply_file(
    LocalApi api, const management::TenantFileInput& input, const std::function<void()>& progress
) {
  const auto value = parse_yaml(input.yaml, yaml_limits);
  if (!value)
    return "line " + std::to_string(value.error().line) + ": " + value.error().description;
  const auto wanted = parse_document(*value);
  if (!wanted) return wanted.error();
  Names names;
  const auto current = run_task(load_document(api, names, Secrets::shown));
  const auto changes = find_changes(*wanted, current, input.prune ? Prune::yes : Prune::no);
  ApplyReport report;
  if (!input.dry_run) report = apply_changes(api, changes, names, progress);
  return json::object{
      {"changes", to_json(changes)},
      {"made", report.made},
      {"failures", to_json_array(report.failures)},
  };
}

}  // namespace

TenantFileThread::~TenantFileThread() {
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  arrival_.notify_all();
  if (thread_.joinable()) thread_.join();
}

Task<std::string> TenantFileThread::make(management::ManagementApi& api, bool with_secrets) {
  const auto work = [&api, with_secrets] {
    Names names;
    const auto secrets = with_secrets ? Secrets::shown : Secrets::left_out;
    return to_yaml(to_file(run_task(load_document(LocalApi(api), names, secrets))));
  };
  co_return co_await call<std::string>(work);
}

Task<Applied> TenantFileThread::apply(
    management::ManagementApi& api, management::TenantFileInput input
) {
  const auto work = [this, &api, &input] {
    return apply_file(LocalApi(api), input, [this] {
      if (is_stopping_) throw Unavailable("the server stops");
    });
  };
  co_return co_await call<Applied>(work);
}

template <typename T, typename Work>
Task<T> TenantFileThread::call(Work work) {
  const auto start = [this, &work](Resume<Outcome<T>> resume) {
    const auto job = [&work, resume] {
      Outcome<T> outcome;
      try {
        outcome.value = work();
      } catch (...) {
        outcome.failure = std::current_exception();
      }
      resume(std::move(outcome));
    };
    if (push(job)) return;
    // Not thrown from here: the caller is being suspended.
    resume({std::nullopt, std::make_exception_ptr(Unavailable("too many tenant files"))});
  };
  auto outcome = co_await suspend_for<Outcome<T>>(start);
  if (outcome.failure) std::rethrow_exception(outcome.failure);
  co_return *std::move(outcome.value);
}

bool TenantFileThread::push(std::function<void()> job) {
  {
    const std::lock_guard lock(mutex_);
    if (queue_.size() >= queue_limit) return false;
    queue_.push_back(std::move(job));
    if (!thread_.joinable()) thread_ = std::thread([this] { run(); });
  }
  arrival_.notify_one();
  return true;
}

void TenantFileThread::run() {
  pthread_setname_np(pthread_self(), "tenant files");
  while (true) {
    std::function<void()> job;
    {
      std::unique_lock lock(mutex_);
      arrival_.wait(lock, [this] { return is_stopping_ || !queue_.empty(); });
      if (is_stopping_) return;
      job = std::move(queue_.front());
      queue_.pop_front();
    }
    job();
  }
}

}  // namespace daemun::app
