-- Notes that a message is about to be sent. KEYS[1]: prefix.
-- ARGV: lease, holder, milliseconds of lease that must be left, destination, name of the row, row.
-- Answers 1, or 0 when the lease is not ours or too short for a send.
local prefix = KEYS[1]
local lease = prefix .. ':lease:' .. ARGV[1]
if redis.call('GET', lease) ~= ARGV[2] then return 0 end
if redis.call('PTTL', lease) < tonumber(ARGV[3]) then return 0 end
redis.call('HSET', prefix .. ':rows:' .. ARGV[4], ARGV[5], ARGV[6])
return 1
