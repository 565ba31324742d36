// An administrator's accounts at other services: /me/social. They are proven and linked by the rows
// of the Account API; a visit waits here under the sign-in and the connector that it began with.
#include "experience/social_connector.h"

#include <memory>
#include <string>
#include <utility>

#include "account/me_nouns.h"
#include "account/me_proof.h"
#include "account/nouns.h"
#include "account/verification.h"
#include "sso/social_saml.h"

namespace daemun::account {
namespace {

using api::RequestError;
using api::shape_of;
using api::Text;

struct BeginVisit {
  Text<0, 128> connector_id{};
  Text<0, 1024> state{};
  Text<0, 2048> redirect_uri{};
};
BOOST_DESCRIBE_STRUCT(BeginVisit, (), (connector_id, state, redirect_uri))

struct VisitAddress {
  std::string redirect_to{};
};
BOOST_DESCRIBE_STRUCT(VisitAddress, (), (redirect_to))

struct LinkIdentity {
  Text<0, 128> connector_id{};
  json::object connector_data{};
};
BOOST_DESCRIBE_STRUCT(LinkIdentity, (), (connector_id, connector_data))

// So a visit is found by the token of the same sign-in and for the same connector alone.
std::string purpose_of(const Caller& caller, const experience::SocialConnector& social) {
  return me_purpose(caller) + ":" + social.connector.id.value();
}

// A row of the Account API with what it needs. What it does is in the audit log under its own key.
Answer run(const Operation* row, Call call) {
  call.operation = row;
  return row->handler.run(std::move(call));
}

class MeSocial {
 public:
  explicit MeSocial(const Dependencies& dependencies)
      : dependencies_(dependencies),
        begin_(row_of(nouns::social(dependencies), http::Method::post, "/verifications/social")),
        finish_(
            row_of(nouns::social(dependencies), http::Method::post, "/verifications/social/verify")
        ),
        link_(row_of(nouns::identities(dependencies), http::Method::put, "/my-account/identities")),
        unlink_(row_of(
            nouns::identities(dependencies),
            http::Method::delete_,
            "/my-account/identities/{target}"
        )) {}

  Answer list(Call) {
    const auto settings = co_await dependencies_.settings.find_sign_in_experience();
    const auto shown =
        co_await experience::list_public_connectors(&dependencies_, settings->document);
    json::array found;
    for (const auto& connector : shown) {
      std::string id(find_string(connector.as_object(), "id").value_or(""));
      const auto social = co_await find(std::move(id));
      if (social) found.push_back(connector);
    }
    co_return Reply{.body = std::move(found)};
  }

  Answer begin(Call call, BeginVisit body) {
    const auto social = co_await find(body.connector_id);
    if (!social) co_return social.error();
    const auto purpose = purpose_of(call.caller, *social);
    const auto user = call.caller.user.id;
    const auto begun = co_await run(&begin_, std::move(call));
    if (!begun) co_return begun.error();
    const auto& reply = begun->body.as_object();
    const auto store = verifications_of(dependencies_);
    std::string id(find_string(reply, "verificationRecordId").value_or(""));
    auto record = co_await store.find(user, std::move(id));
    if (!record) co_return api::conflict();
    const auto kept = co_await keep_for(&dependencies_, *std::move(record), purpose);
    if (!kept) co_return kept.error();
    VisitAddress shown{
        .redirect_to = std::string(find_string(reply, "authorizationUri").value_or(""))};
    co_return reply_of(std::move(shown));
  }

  // The account becomes a way in, so its owner has just proven the password. In Logto nothing is
  // proven. The visit is used up, whatever comes out.
  Answer link(Call call, LinkIdentity body) {
    const auto proof = co_await require_me_step_up(&dependencies_, &call);
    if (!proof) co_return proof.error();
    call.caller.proof = *proof;
    const auto social = co_await find(body.connector_id);
    if (!social) co_return social.error();
    storage::AccountVerificationStore::Kind wanted{
        .kind = std::string(verification_kind::social),
        .purpose = purpose_of(call.caller, *social)};
    const auto store = verifications_of(dependencies_);
    auto visit = co_await store.find_newest(call.caller.user.id, std::move(wanted));
    if (!visit || !is_current(*visit, call.caller, dependencies_.clock.now()))
      co_return visit_not_found();
    const auto record = co_await keep_for(&dependencies_, *std::move(visit), "");
    if (!record) co_return visit_not_found();
    call.body = {
        {"verificationRecordId", *record}, {"connectorData", std::move(body.connector_data)}};
    const auto proven = co_await run(&finish_, call);
    if (!proven) co_return proven.error();
    call.body = {{"newIdentifierVerificationRecordId", *record}};
    co_return co_await run(&link_, std::move(call));
  }

  Answer unlink(Call call) {
    const auto proof = co_await require_me_step_up(&dependencies_, &call);
    if (!proof) co_return proof.error();
    call.caller.proof = *proof;
    const auto social = co_await experience::find_social_connector(
        &dependencies_, call.path_parameter("connectorId")
    );
    if (!social) co_return social.error();
    call.request.path_parameters = {{"target", social->target}};
    co_return co_await run(&unlink_, std::move(call));
  }

 private:
  static RequestError visit_not_found() {
    return {.code = "session.connector_validation_session_not_found"};
  }

  // Errors: 422 session.invalid_connector_id, for a provider of SAML as well, which answers to a
  // dialogue only.
  Task<api::Outcome<experience::SocialConnector>> find(std::string id) {
    auto social = co_await experience::find_social_connector(&dependencies_, std::move(id));
    if (social && sso::is_social_saml(*social->factory))
      co_return RequestError{.code = "session.invalid_connector_id", .status = 422};
    co_return social;
  }

  const Dependencies& dependencies_;
  Operation begin_;
  Operation finish_;
  Operation link_;
  Operation unlink_;
};

}  // namespace

Operations nouns::me_social(const Dependencies& dependencies) {
  const auto noun = std::make_shared<MeSocial>(dependencies);
  using http::Method;
  return {
      {.method = Method::get,
       .path = "/me/social/connectors",
       .summary = "List the services at which an account can be linked",
       .handler = handled_by(noun, &MeSocial::list)},
      {.method = Method::post,
       .path = "/me/social/authorization-uri",
       .summary = "Begin to prove an account at a service",
       .reply = shape_of<VisitAddress>(),
       .refusals = {422},
       .handler = handled_by(noun, &MeSocial::begin)},
      {.method = Method::post,
       .path = "/me/social/link-identity",
       .summary = "Link the account at a service that a visit has proven",
       .status = 204,
       .refusals = {422},
       .handler = handled_by(noun, &MeSocial::link)},
      {.method = Method::delete_,
       .path = "/me/social/identity/{connectorId}",
       .summary = "Unlink the account at a service",
       .status = 204,
       .refusals = {404, 422},
       .handler = handled_by(noun, &MeSocial::unlink)},
  };
}

}  // namespace daemun::account
