// Shared by the handlers of all nouns: ids, members of bodies, refusals, lists.
#ifndef DAEMUN_MANAGEMENT_ANSWERS_H
#define DAEMUN_MANAGEMENT_ANSWERS_H

#include "base/json.h"
#include "base/secret.h"
#include "crypto/random.h"
#include "management/members.h"
#include "management/operation.h"
#include "storage/sql.h"

#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "api/request_error.h"

namespace daemun::management {

// The `id` of the body of an operator's call.
std::optional<std::string> chosen_id(const Call& call);
// The secret of a new thing: one of our making (of `length` letters and digits), or the member of
// that name of an operator's call.
Secret new_secret(
    crypto::Random& random, const Call& call, std::string_view name, std::size_t length
);

// Logto's lengths: 21 for most things, 12 for users and organizations.
template <typename SomeId>
SomeId make_id(crypto::Random& random, std::size_t length = 21) {
  return SomeId(crypto::random_id(random, length));
}

// As make_id; an operator's call may name the id itself (1 to 21 characters [0-9a-z_-]), which is
// how a tenant moves to another database.
template <typename SomeId>
SomeId new_id(crypto::Random& random, const Call& call, std::size_t length = 21) {
  const auto chosen = chosen_id(call);
  return chosen ? SomeId(*chosen) : make_id<SomeId>(random, length);
}

// The member when it is there and a string.
std::optional<std::string> string_of(const json::object& body, std::string_view name);
// Of a query parameter that turns something on, as Logto reads it: "true", "1", "yes", "y".
bool is_yes(std::optional<std::string_view> word);

// 404 entity.not_exists_with_id; `name` is the plural: "roles".
api::RequestError no_such(std::string_view name, const std::string& id);
// 404 entity.not_found: Logto's word where something was to be removed.
api::RequestError not_found();
// 400: to add nothing makes no sense.
api::RequestError nothing_listed(std::string_view name);
// 422 with that code.
api::RequestError unprocessable(std::string code, json::value data = nullptr);

bool is_unique(const storage::Conflict& conflict);
bool is_foreign_key(const storage::Conflict& conflict);

// JSON, or a described struct that becomes it.
template <typename View>
json::value to_body(View view) {
  if constexpr (std::is_convertible_v<View, json::value>) {
    return view;
  } else {
    return api::to_json(std::move(view));
  }
}

template <typename View>
Reply reply_of(View view) {
  return Reply{.body = to_body(std::move(view))};
}

// A list of things, each by `to_view`.
template <typename Things, typename ToView>
Reply list_reply(const Things& things, std::optional<std::int64_t> total, ToView to_view) {
  json::array array;
  for (const auto& thing : things)
    array.push_back(to_body(to_view(thing)));
  return Reply{.body = std::move(array), .total = total};
}

}  // namespace daemun::management

#endif
