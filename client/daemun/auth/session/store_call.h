// A call to the session store whose failure is a value: the one place where what a store throws is
// caught.
#ifndef DAEMUN_AUTH_SESSION_STORE_CALL_H
#define DAEMUN_AUTH_SESSION_STORE_CALL_H

#include "base/result.h"
#include "daemun/auth/error.h"
#include "daemun/auth/session/session_store.h"

#include <exception>
#include <type_traits>

namespace daemun::auth {

// The result of `call(store)`. Errors: store_unavailable, with what the store said as its detail.
template <typename Call>
auto call_store(SessionStore& store, const Call& call)
    -> Result<std::invoke_result_t<const Call&, SessionStore&>, AuthError> {
  try {
    if constexpr (std::is_void_v<std::invoke_result_t<const Call&, SessionStore&>>) {
      call(store);
      return {};
    } else {
      return call(store);
    }
  } catch (const std::exception& failure) {
    return refuse_for_store(failure.what());
  }
}

}  // namespace daemun::auth

#endif
