-- For wrk: POSTs notifications like OctoPerf's, each with an id of its own. Settings are in the environment,
-- because an argument list can be read by everybody:
--   BENCH_BODY    file with the notification, whose benchResultId is replaced
--   BENCH_SECRET  for the header X-OctoSpira-Secret
--   BENCH_IDS     elasticsearch (as OctoPerf's are) or random
-- The request lies ready in one buffer, and only the id in it changes: wrk must stay cheaper than what it measures.

local ffi = require("ffi")
local bit = require("bit")
ffi.cdef [[
    struct bench_time { long seconds; long nanoseconds; };
    int clock_gettime(int clock, struct bench_time* time);
]]

local kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
local kIdLength = 20
local letters = ffi.new("uint8_t[64]")
ffi.copy(letters, kAlphabet, 64)

local request_buffer, request_length, id_at
local bytes = ffi.new("uint8_t[15]")
local sequence = 0
local now = ffi.new("struct bench_time")

local function random_bytes(count)
    local source = assert(io.open("/dev/urandom", "rb"))
    local read = source:read(count)
    source:close()
    return read
end

local function read_file(path)
    local file = assert(io.open(path, "rb"))
    local text = file:read("*a")
    file:close()
    return text
end

local function write_id()
    local out = id_at
    for i = 0, 12, 3 do
        local three = bit.bor(bit.lshift(bytes[i], 16), bit.lshift(bytes[i + 1], 8), bytes[i + 2])
        request_buffer[out] = letters[bit.rshift(three, 18)]
        request_buffer[out + 1] = letters[bit.band(bit.rshift(three, 12), 63)]
        request_buffer[out + 2] = letters[bit.band(bit.rshift(three, 6), 63)]
        request_buffer[out + 3] = letters[bit.band(three, 63)]
        out = out + 4
    end
end

-- Elasticsearch's time-based ids: a sequence, the time and the machine, so ordered that the first byte changes
-- with every id. The same as IdMaker in native/simulators/octoperf/ids.cpp.
local function next_elasticsearch()
    ffi.C.clock_gettime(0, now)
    local high = tonumber(now.seconds) * 1000 + math.floor(tonumber(now.nanoseconds) / 1000000)
    local low = high % 4294967296
    high = math.floor(high / 4294967296)
    bytes[0] = bit.band(sequence, 255)
    bytes[1] = bit.band(bit.rshift(sequence, 16), 255)
    bytes[2] = bit.band(bit.rshift(low, 16), 255)
    bytes[3] = bit.band(bit.rshift(low, 24), 255)
    bytes[4] = bit.band(high, 255)
    bytes[5] = bit.band(bit.rshift(high, 8), 255)
    bytes[12] = bit.band(bit.rshift(low, 8), 255)
    bytes[13] = bit.band(bit.rshift(sequence, 8), 255)
    bytes[14] = bit.band(low, 255)
    sequence = sequence + 1
    write_id()
end

local function next_random()
    for i = 0, 14 do bytes[i] = math.random(0, 255) end
    write_id()
end

local next_id = next_elasticsearch

function init()
    local body = read_file(os.getenv("BENCH_BODY"))
    local head = "POST " .. wrk.path .. " HTTP/1.1\r\nHost: " .. wrk.host .. ":" .. wrk.port ..
        "\r\nContent-Type: application/json\r\nX-OctoSpira-Secret: " .. os.getenv("BENCH_SECRET") ..
        "\r\nContent-Length: " .. #body .. "\r\n\r\n"
    local whole = head .. body
    local _, last = assert(whole:find('"benchResultId":"', 1, true))
    request_length = #whole
    request_buffer = ffi.new("uint8_t[?]", request_length)
    ffi.copy(request_buffer, whole, request_length)
    id_at = last
    assert(whole:sub(last + 1, last + kIdLength):find("^[%w_-]+$"), "the body's benchResultId is not an id")

    -- Each thread is a machine of its own.
    local seed = random_bytes(16)
    for i = 0, 5 do bytes[6 + i] = seed:byte(i + 1) end
    sequence = seed:byte(7) * 65536 + seed:byte(8) * 256 + seed:byte(9)
    math.randomseed(seed:byte(10) * 16777216 + seed:byte(11) * 65536 + seed:byte(12) * 256 + seed:byte(13))
    if os.getenv("BENCH_IDS") == "random" then next_id = next_random end
end

function request()
    next_id()
    return ffi.string(request_buffer, request_length)
end

-- One line of JSON for the driver: times in microseconds.
function done(summary, latency)
    local errors = summary.errors
    print(string.format(
        'WRK {"requests":%d,"microseconds":%d,"bad":%d,"broken":%d,"p50":%d,"p90":%d,"p99":%d,"max":%d}',
        summary.requests, summary.duration, errors.status, errors.connect + errors.read + errors.write + errors.timeout,
        latency:percentile(50), latency:percentile(90), latency:percentile(99), latency.max))
end
