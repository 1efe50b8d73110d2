#include "native/recorder/inbox.hpp"

#include <utility>

namespace octospira::recorder {

Inbox::Inbox(Journal& journal, std::function<void()> flushed)
    : journal_(journal), flushed_(std::move(flushed)) {}

void Inbox::submit(Arrival arrival, OnKept on_kept) {
    arrivals_.push_back(std::move(arrival));
    waiting_.push_back(std::move(on_kept));
    if (arrivals_.size() == 1) server_->post([this] { flush(); });
}

void Inbox::flush() {
    const auto arrivals = std::exchange(arrivals_, {});
    const auto waiting = std::exchange(waiting_, {});
    const auto kept = journal_.keep(arrivals);
    if (kept) flushed_();
    for (std::size_t i = 0; i < waiting.size(); ++i) {
        waiting[i](kept ? Result<Kept>((*kept)[i]) : tl::unexpected(kept.error()));
    }
}

}  // namespace octospira::recorder
