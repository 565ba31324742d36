#include "experience/security_notice.h"

#include "experience/code_message.h"

#include <utility>

namespace daemun::experience {

Task<storage::Plan> plan_security_notice(const Call* call, TemplateType event, User user) {
  const auto context = message_context_of(*call);
  co_return co_await plan_security_notice(&context, event, std::move(user));
}

}  // namespace daemun::experience
