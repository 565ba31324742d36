// What messages are for, as a member of bodies and replies.
#ifndef DAEMUN_MANAGEMENT_TEMPLATE_WORDS_H
#define DAEMUN_MANAGEMENT_TEMPLATE_WORDS_H

#include "domain/message_template.h"

#include "api/members.h"

namespace daemun {

template <>
struct api::Words<TemplateType> {
  static constexpr const auto& all = all_template_types;
};

}  // namespace daemun

#endif
