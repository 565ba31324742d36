// What messages are for, as a member of bodies and replies.
#ifndef DAEMUN_MANAGEMENT_TEMPLATE_WORDS_H
#define DAEMUN_MANAGEMENT_TEMPLATE_WORDS_H

#include "domain/message_template.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "api/members.h"

namespace daemun {

template <>
struct api::Words<TemplateType> {
  static constexpr auto all = [] {
    std::array<TemplateType, std::size(all_template_types) + std::size(notice_types)> types{};
    std::copy(std::begin(all_template_types), std::end(all_template_types), types.begin());
    std::copy(
        std::begin(notice_types), std::end(notice_types), types.end() - std::size(notice_types)
    );
    return types;
  }();
};

}  // namespace daemun

#endif
