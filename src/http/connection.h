// A connection as its loop sees it: what it waits for, what it holds, and how it is ended.
#ifndef DAEMUN_HTTP_CONNECTION_H
#define DAEMUN_HTTP_CONNECTION_H

#include <boost/intrusive/list.hpp>

#include <chrono>
#include <cstddef>

namespace daemun::http {

using SteadyTime = std::chrono::steady_clock::time_point;

struct Peer;

template <typename Tag>
using ConnectionHook = boost::intrusive::list_base_hook<
    boost::intrusive::tag<Tag>,
    boost::intrusive::link_mode<boost::intrusive::auto_unlink>>;
using AnyHook = ConnectionHook<struct AnyTag>;
using WaitingHook = ConnectionHook<struct WaitingTag>;  // for a request
using HolderHook = ConnectionHook<struct HolderTag>;    // of bytes that it can be made to release

class Connection : public AnyHook, public WaitingHook, public HolderHook {
 public:
  Connection() = default;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  virtual ~Connection() = default;

  SteadyTime deadline() const { return deadline_; }
  // The deadline is over.
  virtual void expire() = 0;
  // The server stops: ends the connection if it is between requests, else after the answer.
  virtual void drain() = 0;
  // Ends the connection now.
  virtual void abort() = 0;

 protected:
  SteadyTime deadline_ = SteadyTime::max();

 private:
  friend class ConnectionTable;
  Peer* peer_ = nullptr;
  std::size_t held_bytes_ = 0;
  std::size_t busy_bytes_ = 0;
};

template <typename Hook>
using ConnectionList = boost::intrusive::list<
    Connection,
    boost::intrusive::base_hook<Hook>,
    boost::intrusive::constant_time_size<false>>;

}  // namespace daemun::http

#endif
