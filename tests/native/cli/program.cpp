#include "tests/native/cli/program.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>

namespace octospira::cli::test {

namespace {

std::string content(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
    std::vector<char*> all;
    for (std::string& text : texts) all.push_back(text.data());
    all.push_back(nullptr);
    return all;
}

}  // namespace

Program::Program(const std::vector<std::string>& arguments, const Environment& environment,
                 const std::string& file) {
    std::vector<std::string> words = {file};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<std::string> variables = {"PATH=/usr/bin:/bin"};
    for (const auto& [name, value] : environment) {
        std::string variable = name;
        variable += "=";
        variable += value;
        variables.push_back(std::move(variable));
    }
    const auto argv = pointers(words);
    const auto envp = pointers(variables);
    const std::string out = folder_.file("out");
    const std::string err = folder_.file("err");
    process_ = ::fork();
    BOOST_REQUIRE(process_ >= 0);
    if (process_ == 0) {
        ::dup2(::open(out.c_str(), O_WRONLY | O_CREAT, 0600), 1);
        ::dup2(::open(err.c_str(), O_WRONLY | O_CREAT, 0600), 2);
        ::execve(argv[0], argv.data(), envp.data());
        ::_exit(127);
    }
}

Program::~Program() {
    if (!over_) {
        signal(SIGKILL);
        (void)wait();
    }
}

std::string Program::out() const {
    return content(folder_.file("out"));
}

std::string Program::err() const {
    return content(folder_.file("err"));
}

void Program::signal(int number) const {
    ::kill(process_, number);
}

bool Program::over() {
    if (!over_) over_ = ::waitpid(process_, &status_, WNOHANG) != 0;
    return over_;
}

int Program::wait() {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (!over()) {
        BOOST_REQUIRE(std::chrono::steady_clock::now() < deadline);
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return WIFEXITED(status_) ? WEXITSTATUS(status_) : -WTERMSIG(status_);
}

Outcome run(const std::vector<std::string>& arguments, const Environment& environment,
            const std::string& file) {
    Program program(arguments, environment, file);
    const int code = program.wait();
    return {code, program.out(), program.err()};
}

}  // namespace octospira::cli::test
