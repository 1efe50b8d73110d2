#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "core/base/http.hpp"
#include "native/http/message.hpp"

namespace octospira::simulators::octoperf {

/// One notification on its way.
struct Parcel {
    std::string url;
    http::Fields headers;
    std::string body;
    std::function<void(Answer)> delivered;  ///< runs on the courier's thread
};

/// Sends parcels one after another on a thread of its own. Nothing is ever tried twice: no source
/// says that OctoPerf does.
class Courier {
  public:
    Courier();
    ~Courier();  ///< drops what is waiting, waits for what is being sent
    Courier(const Courier&) = delete;
    Courier& operator=(const Courier&) = delete;

    void send(Parcel parcel);

  private:
    void work();

    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Parcel> waiting_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace octospira::simulators::octoperf
