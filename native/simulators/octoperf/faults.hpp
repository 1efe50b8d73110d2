#pragma once

#include <vector>

#include "native/simulators/front_end/faults.hpp"

namespace octospira::simulators::octoperf {

/// The faults ordered for the REST API, and the requests that hang because of one. Actions: status,
/// close, hang, html (a proxy's page), garble (not UTF-8); performThen500, performThenClose and
/// performThenHang carry the call out first.
class Faults : public FaultList {
  public:
    Faults();
    ~Faults() { release(); }

    void hold(http::Respond respond);  ///< never answered before release()
    void release();                    ///< closes the connections of those on hold

  private:
    std::vector<http::Respond> held_;
};

/// The call is performed anyway.
[[nodiscard]] bool performs(const Fault& fault);

/// What a call gets instead of `answer` (which is what it got when the fault performs it).
[[nodiscard]] http::ServerResponse spoil(const Fault& fault, http::ServerResponse answer);

}  // namespace octospira::simulators::octoperf
