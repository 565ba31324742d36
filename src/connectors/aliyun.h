// What the services of Alibaba Cloud have in common.
#ifndef DAEMUN_CONNECTORS_ALIYUN_H
#define DAEMUN_CONNECTORS_ALIYUN_H

#include "connectors/provider.h"

#include <initializer_list>
#include <string>
#include <string_view>

namespace daemun::connectors {

// A POST of the service's own parameters and the common ones, signed with accessKeyId and
// accessKeySecret of the configuration.
net::Request make_aliyun_request(std::string url, Form parameters, const Order& order);

// A refusal as the data of an error: `Message` becomes errorDescription.
ConnectorError aliyun_refusal(const json::object& body);
// An answer that is no 2xx: general, or invalid_response when it cannot be read.
std::optional<ConnectorError> read_aliyun_status(const net::Response& response);

struct AliyunCode {
  std::string_view code;
  ConnectorErrorCode error;
};

// Of the SMS services: {Code, Message, RequestId}, where "OK" is success and what `known` does not
// list is general.
std::optional<ConnectorError> read_aliyun_code(
    const net::Response& response, std::initializer_list<AliyunCode> known
);

// The payload without its locale, as JSON: what fills the variables of a template.
std::string to_template_parameters(json::object payload);

}  // namespace daemun::connectors

#endif
