// The services: one file each.
#ifndef DAEMUN_CONNECTORS_SOCIAL_PROVIDERS_H
#define DAEMUN_CONNECTORS_SOCIAL_PROVIDERS_H

#include "connectors/social/service.h"

namespace daemun::connectors::social {

extern const SocialProvider alipay_native;
extern const SocialProvider alipay_web;
extern const SocialProvider amazon;
extern const SocialProvider apple;
extern const SocialProvider dingtalk;
extern const SocialProvider discord;
extern const SocialProvider facebook;
extern const SocialProvider feishu;
extern const SocialProvider github;
extern const SocialProvider gitlab;
extern const SocialProvider google;
extern const SocialProvider huggingface;
extern const SocialProvider kakao;
extern const SocialProvider kook;
extern const SocialProvider line;
extern const SocialProvider linkedin;
extern const SocialProvider microsoft;
extern const SocialProvider naver;
extern const SocialProvider oauth2;
extern const SocialProvider oidc;
extern const SocialProvider patreon;
extern const SocialProvider qq;
extern const SocialProvider saml;
extern const SocialProvider slack;
extern const SocialProvider wechat_native;
extern const SocialProvider wechat_web;
extern const SocialProvider wecom;
extern const SocialProvider x;
extern const SocialProvider xiaomi;

extern const SocialProvider mock_social;

}  // namespace daemun::connectors::social

#endif
