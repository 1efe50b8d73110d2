#pragma once

#include "core/flows/engine/page_event.hpp"

namespace octospira::flows {

/// OctoPerf Load Tests, the widget of the product home: each test case's last load test, newest
/// first, with its figures, how they differ from the run before, and the last runs as a sparkline.
/// Everything is shown in the widget, including errors.
///
/// Outcomes: "shown", "failed" (an error is shown, or the widget is gone).
/// Source: Spira REST §9.4.
[[nodiscard]] Result<Step> open_load_tests_widget(const PageEvent& event);

}  // namespace octospira::flows
