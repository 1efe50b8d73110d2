#include "native/simulators/octoperf/rest.hpp"

namespace octospira::simulators::octoperf {

namespace {

/// The one report template each workspace has.
constexpr std::string_view kTemplate = "tKpHtoYBUDjbSvwJg3T_";

}  // namespace

Reply get_my_workspaces(const Call& call) {
    Json list = Json::array();
    for (const Workspace& workspace : call.world.store.workspaces) {
        if (call.user.roles.contains(workspace.id)) list.push_back(workspace_json(workspace));
    }
    return {json_answer(list)};
}

Reply get_workspace(const Call& call) {
    return {json_answer(workspace_json(*call.workspace))};
}

Reply get_projects(const Call& call) {
    const std::string& type = call.ids[1];
    if (type != "DESIGN" && type != "RESULT") return call.error(400);
    Json list = Json::array();
    for (const Project& project : call.world.store.projects) {
        if (project.workspace_id == call.ids[0] && project.type == type) {
            list.push_back(project_json(project));
        }
    }
    return {json_answer(list)};
}

Reply get_project(const Call& call) {
    return {json_answer(project_json(*call.project))};
}

Reply get_me(const Call& call) {
    return {json_answer(Json{{"id", call.user.id}, {"email", call.user.username}})};
}

Reply get_report_templates(const Call&) {
    return {json_answer(Json::array({Json{{"id", kTemplate}, {"name", "Default"}}}))};
}

}  // namespace octospira::simulators::octoperf
