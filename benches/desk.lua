-- Many readers of the desk at a stated rate, for wrk: every connection asks, waits a second or so, and asks for the next.
--   DESK_ADDRESSES=FILE wrk -t 2 -c 200 -d 30s --latency -s benches/desk.lua http://127.0.0.1:8440
-- FILE is what `cargo run --release -p bahi-web --example desk -- LEDGER 1 FILE` writes. DESK_PAUSE sets the mean pause in
-- milliseconds (1000): 200 connections that pause a second offer 200 requests a second, less what the answers take.

local addresses = {}
for line in io.lines(os.getenv("DESK_ADDRESSES")) do addresses[#addresses + 1] = line end
local pause = tonumber(os.getenv("DESK_PAUSE") or "1000")
local threads = 0

function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

function init(args)
  math.randomseed(7 + number)
  -- Threads go through the same addresses from places of their own.
  at = math.random(#addresses)
end

-- From half to one and a half of the mean, so that connections that began together do not stay so.
function delay()
  return pause / 2 + math.random(pause)
end

function request()
  at = at % #addresses + 1
  return wrk.format("GET", addresses[at])
end

function done(summary, latency, requests)
  local e = summary.errors
  io.write(string.format("%d requests, %.1f a second; p50 %.1f ms, p90 %.1f ms, p99 %.1f ms, longest %.1f ms\n",
    summary.requests, summary.requests / summary.duration * 1e6, latency:percentile(50) / 1000,
    latency:percentile(90) / 1000, latency:percentile(99) / 1000, latency.max / 1000))
  io.write(string.format("errors: %d connect, %d read, %d write, %d timeout, %d status\n",
    e.connect, e.read, e.write, e.timeout, e.status))
end
