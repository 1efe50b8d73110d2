#include "core/flows/follow/stop_call.hpp"

#include <utility>

#include "core/base/text.hpp"
#include "core/flows/engine/conversation.hpp"
#include "core/octoperf/requests.hpp"

namespace octospira::flows {

namespace {

class Stopping : public Conversation<Stopping> {
  public:
    Stopping(LastRunPtr run, Function<Step(const Result<void>&)> next)
        : run_(std::move(run)), next_(std::move(next)) {}

    Step call() {
        ++tries_;
        return octoperf(octoperf::stop_bench_result(*run_->id), run_->form,
                        then(&Stopping::called));
    }

  private:
    Step called(const Answer& answer) {
        // Empty or JSON (OctoPerf API §3.7); anything else is a page in the place of the answer.
        if (answer.ok() && trim(answer.body).empty()) return next_({});
        const auto json =
            octoperf::json_of(answer, "OctoPerf POST runtime/bench-results/stop/{id}");
        if (json) return next_({});
        error_ = json.error();
        if (error_.kind != ErrorKind::unavailable && error_.kind != ErrorKind::protocol)
            return next_(tl::unexpected(error_));
        return octoperf(octoperf::get_bench_result(*run_->id), run_->form, then(&Stopping::look));
    }

    Step look(const Answer& answer) {
        const auto result = octoperf::read_bench_result(answer);
        if (result && octoperf::terminal(result->state)) return next_({});
        return tries_ < 2 ? call() : next_(tl::unexpected(error_));
    }

    LastRunPtr run_;
    Function<Step(const Result<void>&)> next_;
    Error error_;
    int tries_ = 0;
};

}  // namespace

Step stop_run(LastRunPtr run, Function<Step(const Result<void>&)> next) {
    return make<Stopping>(std::move(run), std::move(next))->call();
}

}  // namespace octospira::flows
