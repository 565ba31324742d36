#include "experience/security_notice.h"

#include "experience/code_message.h"

#include <utility>

namespace daemun::experience {

Task<storage::Plan> plan_security_notice(const Call* call, TemplateType event, User user) {
  const auto context = message_context_of(*call);
  SecurityNotice notice{.event = event, .user = std::move(user)};
  co_return co_await plan_security_notice(&context, std::move(notice));
}

}  // namespace daemun::experience
