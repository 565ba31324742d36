#include "storage/session_end.h"

#include <string>
#include <utility>

namespace daemun::storage {

OutboxMessage make_logout_message(
    const LogoutNotice& notice, crypto::Random& random, TimePoint now
) {
  return OutboxMessage{
      .id = crypto::random_id(random, 21),
      .kind = std::string(backchannel_logout_kind),
      .receiver = notice.client_id.value(),
      .payload = to_json_text(notice),
      .attempts = 0,
      .created_at = now,
      .next_attempt_at = now,
  };
}

Task<Plan> SessionEnd::plan_one(SessionId session, UserId user) const {
  auto clients = co_await sessions_.list_clients(session);
  auto notices = co_await plan_notices(std::move(clients), user);
  Plan plan;
  plan.add(grants_.revoke_session_bound(session, clock_.now()))
      .add(std::move(notices))
      .add(sessions_.remove(session));
  co_return plan;
}

Task<Plan> SessionEnd::plan_all(UserId user) const {
  return plan_others(std::move(user), SessionId());
}

Task<Plan> SessionEnd::plan_others(UserId user, SessionId kept) const {
  auto clients = co_await sessions_.list_clients_of_user(user);
  std::erase_if(clients, [&](const SessionClient& client) { return client.session_id == kept; });
  auto notices = co_await plan_notices(std::move(clients), user);
  Plan plan;
  plan.add(grants_.revoke_others_of_user(user, kept, clock_.now()))
      .add(std::move(notices))
      .add(sessions_.remove_others_of_user(user, kept));
  co_return plan;
}

Task<Plan> SessionEnd::plan_all_but(UserId user, KeptAccess kept) const {
  auto clients = co_await sessions_.list_clients(kept.session);
  std::erase_if(clients, [&](const SessionClient& client) {
    return client.client_id == kept.client;
  });
  auto notices = co_await plan_notices(std::move(clients), user);
  auto plan = co_await plan_others(std::move(user), kept.session);
  plan.add(grants_.revoke_other_clients_of_session(kept.session, kept.client, clock_.now()))
      .add(std::move(notices));
  co_return plan;
}

Task<Plan> SessionEnd::plan_password_change(UserId user, SessionId kept) const {
  const auto experience = co_await settings_.find_sign_in_experience();
  if (!experience->signs_out_on_password_change) co_return Plan();
  co_return co_await plan_others(std::move(user), std::move(kept));
}

Task<Plan> SessionEnd::plan_notices(std::vector<SessionClient> clients, UserId user) const {
  const TimePoint now = clock_.now();
  Plan plan;
  for (const auto& session_client : clients) {
    const auto client = co_await settings_.find_application(session_client.client_id);
    if (!client) continue;
    const auto notice = make_logout_notice(*client, session_client, user);
    if (!notice) continue;
    plan.add(outbox_.insert(make_logout_message(*notice, random_, now)));
  }
  co_return plan;
}

}  // namespace daemun::storage
