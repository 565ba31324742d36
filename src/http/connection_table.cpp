#include "http/connection_table.h"

#include <algorithm>
#include <utility>

namespace daemun::http {

namespace ip = boost::asio::ip;

void ConnectionTable::add(Connection& connection, std::string network) {
  const auto place = peers_.try_emplace(network).first;
  Peer& peer = place->second;
  peer.network = std::move(network);
  ++peer.connections;
  connection.peer_ = &peer;
  all_.push_back(connection);
}

void ConnectionTable::remove(Connection& connection) {
  end_waiting(connection);
  set_held(connection, 0);
  connection.AnyHook::unlink();
  Peer* peer = std::exchange(connection.peer_, nullptr);
  if (--peer->connections == 0) peers_.erase(peers_.find(peer->network));
}

void ConnectionTable::begin_waiting(Connection& connection) {
  if (connection.WaitingHook::is_linked()) return;
  Peer& peer = *connection.peer_;
  peer.waiting.push_back(connection);
  ++peer.waiting_count;
  const std::size_t limit = limits_.waiting_per_network;
  if (limit != 0 && peer.waiting_count > limit) end(peer.waiting.front());
}

void ConnectionTable::end_waiting(Connection& connection) {
  if (!connection.WaitingHook::is_linked()) return;
  connection.WaitingHook::unlink();
  --connection.peer_->waiting_count;
}

bool ConnectionTable::end_one_waiting() {
  // Only a full loop looks for one, and it has at most as many networks as connections.
  const auto most =
      std::max_element(peers_.begin(), peers_.end(), [](const auto& a, const auto& b) {
        return a.second.waiting_count < b.second.waiting_count;
      });
  if (most == peers_.end() || most->second.waiting.empty()) return false;
  end(most->second.waiting.front());
  return true;
}

void ConnectionTable::hold(Connection& connection, std::size_t bytes, Release release) {
  set_held(connection, bytes);
  const bool is_holder = connection.HolderHook::is_linked();
  const bool can_release = bytes > 0 && release == Release::possible;
  if (is_holder && !can_release) connection.HolderHook::unlink();
  if (!is_holder && can_release) holders_.push_back(connection);
  if (!can_release) {
    busy_bytes_ += bytes;
    connection.busy_bytes_ = bytes;
  }
  // A single holder holds at most one request or answer.
  while (held_bytes_ > limits_.held_bytes && !holders_.empty() &&
         &holders_.front() != &holders_.back()) {
    end(holders_.front());
  }
}

void ConnectionTable::set_held(Connection& connection, std::size_t bytes) {
  held_bytes_ = held_bytes_ - connection.held_bytes_ + bytes;
  connection.held_bytes_ = bytes;
  busy_bytes_ -= std::exchange(connection.busy_bytes_, 0);
  if (bytes == 0 && connection.HolderHook::is_linked()) connection.HolderHook::unlink();
}

void ConnectionTable::end(Connection& connection) {
  end_waiting(connection);
  set_held(connection, 0);
  ended_.fetch_add(1, std::memory_order_relaxed);
  connection.abort();
}

ip::address to_plain_address(const ip::address& address) {
  if (!address.is_v6() || !address.to_v6().is_v4_mapped()) return address;
  return ip::make_address_v4(ip::v4_mapped, address.to_v6());
}

std::string to_network(const ip::address& address) {
  if (address.is_v4()) return address.to_string();
  auto bytes = address.to_v6().to_bytes();
  std::fill(bytes.begin() + 8, bytes.end(), static_cast<unsigned char>(0));
  return ip::address_v6(bytes).to_string();
}

}  // namespace daemun::http
