// Of the Account API: people who change their own account through an app.
#ifndef DAEMUN_DOMAIN_ERROR_PHRASES_ACCOUNT_H
#define DAEMUN_DOMAIN_ERROR_PHRASES_ACCOUNT_H

#include "domain/error_phrases.h"

namespace daemun {

inline constexpr ErrorPhrase account_phrases[] = {
    {"account_center.field_not_editable",
     "This field cannot be changed here.",
     "여기에서는 이 항목을 바꿀 수 없어요."},
    {"account_center.field_not_enabled",
     "This field is not available here.",
     "여기에서는 이 항목을 볼 수 없어요."},
    {"account_center.not_enabled", "The account center is turned off.", "계정 센터가 꺼져 있어요."},
    {"auth.third_party_application_forbidden",
     "Third-party applications cannot do this.",
     "서드 파티 애플리케이션은 이 작업을 할 수 없어요."},
    {"user.last_sign_in_method_required",
     "This is the last way to sign in to the account. Add another one first.",
     "계정에 로그인할 수 있는 마지막 방법이에요. 먼저 다른 방법을 추가하세요."},
    {"verification_record.not_found",
     "The verification was not found or has expired. Verify again.",
     "인증을 찾을 수 없거나 만료됐어요. 다시 인증하세요."},
    {"verification_record.permission_denied",
     "Verify your identity first.",
     "먼저 본인 확인을 해 주세요."},
};

}  // namespace daemun

#endif
