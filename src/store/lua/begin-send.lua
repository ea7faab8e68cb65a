-- Notes that a message is about to be sent. KEYS[1]: prefix.
-- ARGV: lease, holder, milliseconds of lease that must be left, destination, name of the row, row.
-- Answers 1, or 0 when the lease is not ours or too short for a send.
local prefix = KEYS[1]
local lease = prefix .. ':lease:' .. ARGV[1]
if redis.call('GET', lease) ~= ARGV[2] then return 0 end
if redis.call('PTTL', lease) < tonumber(ARGV[3]) then return 0 end
local rows = prefix .. ':rows:' .. ARGV[4]
-- An edit leaves its row as it is, and what is not written need not wait for the disk.
if redis.call('HGET', rows, ARGV[5]) ~= ARGV[6] then redis.call('HSET', rows, ARGV[5], ARGV[6]) end
return 1
