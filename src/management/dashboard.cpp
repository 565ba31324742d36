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

const std::string count_shape = "{count: number, delta: number}";

constexpr Day week = 7;
constexpr Day month = 30;

json::object to_json(std::int64_t count, std::int64_t count_before) {
  return {{"count", count}, {"delta", count - count_before}};
}

// The days that end with `last`, compared with as many days before them.
json::object count_span(const std::vector<ActivityCount>& counts, Day last, Day length) {
  const Day first = last - length + 1;
  return to_json(
      count_active_users(counts, first, last), count_active_users(counts, first - length, first - 1)
  );
}

class Dashboard {
 public:
  explicit Dashboard(const Dependencies& dependencies)
      : dependencies_(dependencies), activity_(dependencies.database, dependencies.tenant) {}

  Answer show_total(Call) {
    const auto count = co_await activity_.count_users();
    co_return Reply{.body = json::object{{"totalUserCount", count}}};
  }

  Answer show_new(Call) {
    const auto counted = co_await activity_.count_new_users(day_of(dependencies_.clock.now()));
    co_return Reply{
        .body = json::object{
            {"today", to_json(counted.day, counted.day_before)},
            {"last7Days", to_json(counted.week, counted.week_before)}}};
  }

  Answer show_active(Call call) {
    Day last = day_of(dependencies_.clock.now());
    if (const auto text = call.query.find("date")) {
      const auto date = parse_date(*text);
      if (!date) co_return api::invalid_input("date must be a day as 2026-11-23");
      last = *date;
    }
    const auto counts = co_await activity_.list_active(last - 2 * month + 1, last);
    json::array curve;
    for (Day day = last - month + 1; day <= last; ++day) {
      curve.push_back(json::object{
          {"date", to_date_text(day)}, {"count", count_active_users(counts, day, day)}});
    }
    co_return Reply{
        .body = json::object{
            {"dauCurve", std::move(curve)},
            {"dau", count_span(counts, last, 1)},
            {"wau", count_span(counts, last, week)},
            {"mau", count_span(counts, last, month)}}};
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
       .reply = parse_shape("{totalUserCount: number}"),
       .handler = handled_by(noun, &Dashboard::show_total)},
      {.method = Method::get,
       .path = "/dashboard/users/new",
       .summary = "Count new users of today and of the last seven days",
       .reply = parse_shape("{today: " + count_shape + ", last7Days: " + count_shape + "}"),
       .handler = handled_by(noun, &Dashboard::show_new)},
      {.method = Method::get,
       .path = "/dashboard/users/active",
       .summary = "Count daily, weekly and monthly active users",
       .query = {"date"},
       .reply = parse_shape(
           "{dauCurve: {date: string, count: number}[], dau: " + count_shape +
           ", wau: " + count_shape + ", mau: " + count_shape + "}"
       ),
       .handler = handled_by(noun, &Dashboard::show_active)},
  };
}

}  // namespace daemun::management
