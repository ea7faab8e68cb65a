-- Takes a member from a set of instants, unless it has been set to a later one since. KEYS[1]: prefix. ARGV: set, member, instant.
local set = KEYS[1] .. ':' .. ARGV[1]
local at = tonumber(redis.call('ZSCORE', set, ARGV[2]) or '0')
if at > 0 and at <= tonumber(ARGV[3]) then return redis.call('ZREM', set, ARGV[2]) end
return 0
