// The connections of a loop, and which of them gives way: the longest-waiting one of a network that
// has too many, and the one that has held memory for the longest when too much is held.
#ifndef DAEMUN_HTTP_CONNECTION_TABLE_H
#define DAEMUN_HTTP_CONNECTION_TABLE_H

#include "http/connection.h"

#include <boost/asio/ip/address.hpp>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>

namespace daemun::http {

// The connections that come from one network.
struct Peer {
  std::string network;
  std::size_t connections = 0;
  std::size_t waiting_count = 0;
  ConnectionList<WaitingHook> waiting{};  // the longest-waiting one first
};

struct TableLimits {
  std::size_t waiting_per_network = 0;  // 0: any number
  std::size_t held_bytes = 0;
};

// Whether a connection that holds bytes can be ended for them: not while a handler works with them.
enum class Release { possible, impossible };

class ConnectionTable {
 public:
  // Counts in `ended` the connections that gave way.
  ConnectionTable(TableLimits limits, std::atomic<std::uint64_t>& ended)
      : limits_(limits), ended_(ended) {}

  void add(Connection& connection, std::string network);
  void remove(Connection& connection);

  // The connection waits for a request. Ends the longest-waiting one of the same network when there
  // are too many.
  void begin_waiting(Connection& connection);
  void end_waiting(Connection& connection);
  // Ends the longest-waiting connection of the network that has the most; false when none waits.
  bool end_one_waiting();

  // The connection holds so many bytes from now on. Over the limit, those that can release what
  // they hold are ended, the one first that has held it for the longest; it may be this one.
  void hold(Connection& connection, std::size_t bytes, Release release);
  // Handlers work with so much that no further request is to be read for them.
  bool is_full() const { return busy_bytes_ >= limits_.held_bytes; }

  ConnectionList<AnyHook>& all() { return all_; }

 private:
  void end(Connection& connection);
  void set_held(Connection& connection, std::size_t bytes);

  TableLimits limits_;
  std::atomic<std::uint64_t>& ended_;
  std::size_t held_bytes_ = 0;
  std::size_t busy_bytes_ = 0;  // of them, those that cannot be released
  ConnectionList<AnyHook> all_;
  ConnectionList<HolderHook> holders_;  // in the order in which they began to hold
  std::unordered_map<std::string, Peer> peers_;
};

// The network that counts as one holder: an IPv4 address, or the /64 of an IPv6 address, which one
// household has as a whole.
std::string to_network(const boost::asio::ip::address& address);
// An IPv4 address that is mapped into IPv6 as what it is.
boost::asio::ip::address to_plain_address(const boost::asio::ip::address& address);

}  // namespace daemun::http

#endif
