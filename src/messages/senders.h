// Which kinds of messages a tenant can send, for the rules of its settings.
#ifndef DAEMUN_MESSAGES_SENDERS_H
#define DAEMUN_MESSAGES_SENDERS_H

namespace daemun::messages {

struct Senders {
  bool email = false;
  bool sms = false;
};

}  // namespace daemun::messages

#endif
