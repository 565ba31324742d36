// How many users there are, came new, and were here: /dashboard/users. Days are those of UTC.
#include "management/answers.h"
#include "management/dependencies.h"
#include "management/nouns.h"
#include "storage/activity_store.h"

#include <memory>
#include <utility>
#include <vector>

namespace daemun::management {
namespace {

struct CountView {
  Number<> count{};
  Number<> delta{};
};
BOOST_DESCRIBE_STRUCT(CountView, (), (count, delta))

struct TotalUsers {
  Number<> total_user_count{};
};
BOOST_DESCRIBE_STRUCT(TotalUsers, (), (total_user_count))

struct NewUsers {
  CountView today{};
  CountView last7_days{};
};
BOOST_DESCRIBE_STRUCT(NewUsers, (), (today, last7_days))

struct DayCount {
  std::string date{};
  Number<> count{};
};
BOOST_DESCRIBE_STRUCT(DayCount, (), (date, count))

struct ActiveUsers {
  std::vector<DayCount> dau_curve{};
  CountView dau{};
  CountView wau{};
  CountView mau{};
};
BOOST_DESCRIBE_STRUCT(ActiveUsers, (), (dau_curve, dau, wau, mau))

constexpr Day week = 7;
constexpr Day month = 30;

CountView to_view(std::int64_t count, std::int64_t count_before) {
  return {.count = count, .delta = count - count_before};
}

// The days that end with `last`, compared with as many days before them.
CountView count_span(const std::vector<ActivityCount>& counts, Day last, Day length) {
  const Day first = last - length + 1;
  return to_view(
      count_active_users(counts, first, last), count_active_users(counts, first - length, first - 1)
  );
}

class Dashboard {
 public:
  explicit Dashboard(const Dependencies& dependencies)
      : dependencies_(dependencies), activity_(dependencies.database, dependencies.tenant) {}

  Answer show_total(Call) {
    const auto count = co_await activity_.count_users();
    co_return reply_of(TotalUsers{count});
  }

  Answer show_new(Call) {
    const auto counted = co_await activity_.count_new_users(day_of(dependencies_.clock.now()));
    const NewUsers view{
        .today = to_view(counted.day, counted.day_before),
        .last7_days = to_view(counted.week, counted.week_before),
    };
    co_return reply_of(view);
  }

  Answer show_active(Call call) {
    Day last = day_of(dependencies_.clock.now());
    if (const auto text = call.query.find("date")) {
      const auto date = parse_date(*text);
      if (!date) co_return api::invalid_input("date must be a day as 2026-11-23");
      last = *date;
    }
    const auto counts = co_await activity_.list_active(last - 2 * month + 1, last);
    ActiveUsers view{
        .dau_curve = {},
        .dau = count_span(counts, last, 1),
        .wau = count_span(counts, last, week),
        .mau = count_span(counts, last, month),
    };
    for (Day day = last - month + 1; day <= last; ++day) {
      view.dau_curve.push_back({to_date_text(day), count_active_users(counts, day, day)});
    }
    co_return reply_of(std::move(view));
  }

 private:
  const Dependencies& dependencies_;
  storage::ActivityStore activity_;
};

}  // namespace

Operations nouns::dashboard(const Dependencies& dependencies) {
  const auto noun = std::make_shared<Dashboard>(dependencies);
  using http::Method;
  return {
      {.method = Method::get,
       .path = "/dashboard/users/total",
       .summary = "Count the users",
       .reply = shape_of<TotalUsers>(),
       .handler = handled_by(noun, &Dashboard::show_total)},
      {.method = Method::get,
       .path = "/dashboard/users/new",
       .summary = "Count new users of today and of the last seven days",
       .reply = shape_of<NewUsers>(),
       .handler = handled_by(noun, &Dashboard::show_new)},
      {.method = Method::get,
       .path = "/dashboard/users/active",
       .summary = "Count daily, weekly and monthly active users",
       .query = {"date"},
       .reply = shape_of<ActiveUsers>(),
       .handler = handled_by(noun, &Dashboard::show_active)},
  };
}

}  // namespace daemun::management
