#pragma once

#include <optional>
#include <utility>

#include "native/host/host.hpp"

namespace octospira::host {

/// Leads a conversation that hands its caller a value of type T to its end: `start` begins it with
/// the function to call with that value. Where it is never called, how the conversation ended.
template <class T, class Start>
[[nodiscard]] tl::expected<T, flows::Done> run_for(const Start& start, Host& host) {
    std::optional<T> value;
    flows::Done end = run(start([&value](T given) {
                              value = std::move(given);
                              return flows::Step{flows::Done{"over"}, {}};
                          }),
                          host);
    if (!value) return tl::unexpected(std::move(end));
    return *std::move(value);
}

}  // namespace octospira::host
