// The providers: one file each in email/ and sms/.
#ifndef DAEMUN_CONNECTORS_PROVIDERS_H
#define DAEMUN_CONNECTORS_PROVIDERS_H

#include "connectors/connector.h"

namespace daemun::connectors {

extern const Provider aliyun_dm;
extern const Provider aws_ses;
extern const Provider http_email;
extern const Provider mailgun;
extern const Provider mailjunky;
extern const Provider postmark;
extern const Provider sendgrid;
extern const Provider smtp;
extern const Provider smtp2go;

extern const Provider aliyun_mas;
extern const Provider aliyun_sms;
extern const Provider gatewayapi;
extern const Provider http_sms;
extern const Provider smsaero;
extern const Provider smsbao;
extern const Provider tencent;
extern const Provider twilio;
extern const Provider vonage;
extern const Provider whatsapp;
extern const Provider yunpian;

extern const Provider mock_email;
extern const Provider mock_email_alternative;
extern const Provider mock_sms;

}  // namespace daemun::connectors

#endif
