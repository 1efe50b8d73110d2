#include "core/flows/launch/recorder_answer.hpp"

namespace octospira::flows {

std::string recorder_says(const Answer& answer) {
    const auto json = parse_json(answer.body);
    return answer.ok() && json ? text_at(*json, "status") : "";
}

bool is_recorder(const Answer& answer) {
    return answer.status == 401 || recorder_says(answer) == "accepted";
}

}  // namespace octospira::flows
