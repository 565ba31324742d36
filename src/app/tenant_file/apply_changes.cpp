#include "app/tenant_file/apply_changes.h"

#include "app/tenant_file/links.h"
#include "base/unavailable.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <algorithm>
#include <exception>
#include <utility>

namespace daemun::app {
namespace {

using http::Method;

// As many as one transaction of the database takes.
constexpr std::size_t at_once = 64;

bool is_among(const std::vector<std::string_view>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

class Application {
 public:
  Application(LocalApi api, Names& names, const std::function<void()>& progress)
      : api_(api), names_(names), progress_(progress) {}

  // Workers on one loop take the changes in their order.
  void run(const std::vector<const Change*>& changes, std::size_t workers) {
    next_ = 0;
    changes_ = &changes;
    boost::asio::io_context loop(1);
    for (std::size_t i = 0; i < std::min(workers, changes.size()); ++i) {
      boost::asio::co_spawn(loop.get_executor(), work(), [this](std::exception_ptr error) {
        if (error) broken_ = error;
      });
    }
    loop.run();
    if (broken_) std::rethrow_exception(broken_);
  }

  void run_experience(const json::object& experience) {
    try {
      run_task(api_.send(Method::patch, "/sign-in-exp", experience));
      ++report_.made;
    } catch (const ApiRefusal& refusal) {
      report_.failures.push_back(std::string("sign-in experience: ") + refusal.what());
    }
  }

  ApplyReport take() { return std::move(report_); }

 private:
  Task<void> work() {
    while (next_ < changes_->size()) {
      const auto& change = *(*changes_)[next_++];
      std::string failure;
      try {
        co_await make(change);
        ++report_.made;
      } catch (const Unavailable&) {
        throw;
      } catch (const std::exception& error) {
        failure = error.what();
      }
      if (!failure.empty()) {
        const bool is_removal = change.kind == Change::Kind::remove;
        const auto& members = is_removal ? change.current : change.wanted;
        report_.failures.push_back(
            std::string(change.section->noun) + " " + title_of(*change.section, members) + ": " +
            failure
        );
      }
      progress_();
    }
  }

  Task<void> make(const Change& change) {
    const std::string path(change.section->path);
    std::string id = change.id;
    if (change.kind == Change::Kind::remove) {
      co_await remove(path + "/" + id);
      co_return;
    }
    json::object body = own_members(change);
    if (change.kind == Change::Kind::create) {
      const auto made = co_await api_.send(Method::post, path, std::move(body));
      id = std::string(made.at("id").as_string());
      names_.add(*change.section, change.wanted, id);
    } else if (!body.empty()) {
      co_await api_.send(Method::patch, path + "/" + id, std::move(body));
    }
    for (const auto link : change.section->links) {
      if (is_to_do(change, link)) co_await apply_link(api_, change, names_, id, std::string(link));
    }
  }

  // What another change has removed already is gone: a new connector for e-mail or text messages
  // takes the place of the one before.
  Task<void> remove(std::string path) {
    try {
      co_await api_.remove(std::move(path));
    } catch (const ApiRefusal& refusal) {
      if (refusal.status != 404) throw;
    }
  }

  static bool is_to_do(const Change& change, std::string_view name) {
    if (change.kind == Change::Kind::create) return change.wanted.contains(name);
    return std::find(change.differing.begin(), change.differing.end(), name) !=
           change.differing.end();
  }

  // The members that the thing's own POST or PATCH takes. A default role is given to users that are
  // made later, so `isDefault` of a role is its own.
  static json::object own_members(const Change& change) {
    json::object body;
    for (const auto& member : change.wanted) {
      if (is_among(change.section->links, member.key())) continue;
      if (is_to_do(change, member.key())) body[member.key()] = member.value();
    }
    return body;
  }

  LocalApi api_;
  Names& names_;
  const std::function<void()>& progress_;
  const std::vector<const Change*>* changes_ = nullptr;
  std::size_t next_ = 0;
  std::exception_ptr broken_;
  ApplyReport report_;
};

}  // namespace

ApplyReport apply_changes(
    LocalApi api, const Changes& changes, Names& names, const std::function<void()>& progress
) {
  Application application(api, names, progress);
  for (std::size_t begin = 0; begin < changes.list.size();) {
    // A run of one section and one kind.
    const auto& first = changes.list[begin];
    std::vector<const Change*> run;
    while (begin < changes.list.size() && changes.list[begin].section == first.section &&
           changes.list[begin].kind == first.kind)
      run.push_back(&changes.list[begin++]);
    application.run(run, first.section->name == "users" ? at_once : 1);
  }
  if (!changes.experience.empty()) application.run_experience(changes.experience);
  return application.take();
}

}  // namespace daemun::app
