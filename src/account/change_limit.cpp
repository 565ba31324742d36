#include "account/change_limit.h"

#include "base/encoding.h"
#include "crypto/digest.h"
#include "storage/message_count_store.h"

#include <utility>
#include <vector>

namespace daemun::account {

Task<api::Outcome<void>> count_change(const Dependencies* dependencies, const Call* call) {
  const storage::MessageCountStore counts(dependencies->database, dependencies->tenant);
  const auto now = dependencies->clock.now();
  std::vector<storage::MessageBound> bounds;
  bounds.push_back(
      {.target_hash = to_hex(crypto::sha256("account changes:" + call->caller.user.id.value())),
       .slots = 1,
       .sends = changes_an_hour,
       .window_start = now,
       .over_before = now - std::chrono::hours(1)}
  );
  const auto taken = co_await counts.take(std::move(bounds));
  if (!taken) co_return api::RequestError{.code = "request.too_many_requests", .status = 429};
  co_return api::Outcome<void>();
}

}  // namespace daemun::account
